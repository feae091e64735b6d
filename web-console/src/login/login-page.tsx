import { PasswordInput, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { Link, useRouter, useSearch } from "@tanstack/react-router";
import { ProblemOf } from "~/api/loaded";
import { useLogIn } from "~/api/session";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { OpenPage } from "~/ui/open-page";
import { Form } from "~/ui/page";

export function LogInPage() {
  const logIn = useLogIn();
  const router = useRouter();
  const { next } = useSearch({ from: "/login" });
  const form = useForm({ initialValues: { email: "", password: "" } });
  return (
    <OpenPage
      title={t("login.title")}
      foot={
        <>
          {t("login.noAccount")} <Link to="/signup">{t("signup.submit")}</Link>
        </>
      }
    >
      <Form
        label={t("login.title")}
        onSubmit={form.onSubmit((credentials) =>
          logIn.mutate(credentials, { onSuccess: () => router.history.push(next ?? "/") }),
        )}
      >
        <TextInput
          label={t("login.email")}
          type="email"
          autoComplete="username"
          autoFocus
          {...form.getInputProps("email")}
        />
        <PasswordInput
          label={t("login.password")}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ "aria-label": t("login.showPassword") }}
          {...form.getInputProps("password")}
        />
        {logIn.isError && <ProblemOf problem={logIn.error} />}
        <Action type="submit" variant="filled" fullWidth busy={logIn.isPending}>
          {t("login.submit")}
        </Action>
      </Form>
    </OpenPage>
  );
}
