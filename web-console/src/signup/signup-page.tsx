import { PasswordInput, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { Link, useNavigate } from "@tanstack/react-router";
import { isOnField, showOnFields } from "~/api/form-problem";
import { ProblemOf } from "~/api/loaded";
import { useSignUp } from "~/api/session";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { OpenPage } from "~/ui/open-page";
import { Form } from "~/ui/page";

const pointers = {
  "/email": "email",
  "/password": "password",
  "/organization_name": "organization",
} as const;
const LEAST_PASSWORD = 10;

export function SignUpPage() {
  const signUp = useSignUp();
  const navigate = useNavigate();
  const form = useForm({
    initialValues: { email: "", password: "", organization: "" },
    validate: {
      email: (value) => (/^\S+@\S+$/.test(value) ? null : t("signup.emailBad")),
      password: (value) =>
        value.length < LEAST_PASSWORD ? t("signup.passwordShort", { count: value.length }) : null,
      organization: (value) => (value.trim() === "" ? t("signup.organizationMissing") : null),
    },
  });
  const submit = form.onSubmit(({ email, password, organization }) =>
    signUp.mutate(
      { email, password, organization_name: organization.trim() },
      {
        onSuccess: () => void navigate({ to: "/start" }),
        onError: (problem) => showOnFields(form, problem, pointers),
      },
    ),
  );
  return (
    <OpenPage
      title={t("signup.title")}
      lead={t("signup.lead")}
      foot={
        <>
          {t("signup.haveAccount")} <Link to="/login">{t("login.submit")}</Link>
        </>
      }
    >
      <Form label={t("signup.title")} onSubmit={submit}>
        <TextInput
          label={t("login.email")}
          type="email"
          autoComplete="username"
          autoFocus
          {...form.getInputProps("email")}
        />
        <PasswordInput
          label={t("login.password")}
          description={t("signup.passwordRule")}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ "aria-label": t("login.showPassword") }}
          {...form.getInputProps("password")}
        />
        <TextInput
          label={t("signup.organization")}
          description={t("signup.organizationHelp")}
          autoComplete="organization"
          maxLength={64}
          {...form.getInputProps("organization")}
        />
        {signUp.isError && !isOnField(signUp.error, pointers) && <ProblemOf problem={signUp.error} />}
        <Action type="submit" variant="filled" fullWidth busy={signUp.isPending}>
          {t("signup.submit")}
        </Action>
      </Form>
    </OpenPage>
  );
}
