import { TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useForgotPassword } from "~/api/account";
import { ProblemOf } from "~/api/loaded";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { OpenPage } from "~/ui/open-page";
import { Form } from "~/ui/page";

export function ForgotPage() {
  const forgot = useForgotPassword();
  const [email, setEmail] = useState("");
  return (
    <OpenPage
      title={t("forgot.title")}
      lead={t("forgot.lead")}
      foot={<Link to="/login">{t("forgot.back")}</Link>}
    >
      {forgot.isSuccess ? (
        <p role="status">{t("forgot.sent", { email })}</p>
      ) : (
        <Form label={t("forgot.title")} onSubmit={() => forgot.mutate(email.trim())}>
          <TextInput
            label={t("login.email")}
            type="email"
            autoComplete="username"
            autoFocus
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          {forgot.isError && <ProblemOf problem={forgot.error} />}
          <Action
            type="submit"
            variant="filled"
            fullWidth
            busy={forgot.isPending}
            offBecause={email.trim() ? undefined : t("signup.emailBad")}
          >
            {t("forgot.submit")}
          </Action>
        </Form>
      )}
    </OpenPage>
  );
}
