import { PasswordInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { Link } from "@tanstack/react-router";
import { useResetPassword } from "~/api/account";
import { isOnField, showOnFields } from "~/api/form-problem";
import { ProblemOf } from "~/api/loaded";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { OpenPage } from "~/ui/open-page";
import { Form } from "~/ui/page";
import { useLinkToken } from "./link-token";

const pointers = { "/password": "password" } as const;
const LEAST_PASSWORD = 10;

export function ResetPage() {
  const token = useLinkToken();
  const reset = useResetPassword();
  const form = useForm({
    initialValues: { password: "" },
    validate: {
      password: (value) =>
        value.length < LEAST_PASSWORD ? t("signup.passwordShort", { count: value.length }) : null,
    },
  });
  return (
    <OpenPage
      title={t("reset.title")}
      lead={t("reset.lead")}
      foot={<Link to="/forgot">{t("reset.newLink")}</Link>}
    >
      {reset.isSuccess ? (
        <p role="status">
          {t("reset.done")} <Link to="/login">{t("login.submit")}</Link>
        </p>
      ) : (
        <Form
          label={t("reset.title")}
          onSubmit={form.onSubmit(({ password }) =>
            reset.mutate(
              { token, password },
              { onError: (problem) => showOnFields(form, problem, pointers) },
            ),
          )}
        >
          <PasswordInput
            label={t("security.newPassword")}
            description={t("signup.passwordRule")}
            autoComplete="new-password"
            autoFocus
            visibilityToggleButtonProps={{ "aria-label": t("login.showPassword") }}
            {...form.getInputProps("password")}
          />
          {reset.isError && !isOnField(reset.error, pointers) && <ProblemOf problem={reset.error} />}
          <Action type="submit" variant="filled" fullWidth busy={reset.isPending}>
            {t("reset.submit")}
          </Action>
        </Form>
      )}
    </OpenPage>
  );
}
