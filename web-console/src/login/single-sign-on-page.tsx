import { TextInput } from "@mantine/core";
import { Link, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { leaveForProvider } from "~/api/single-sign-on";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { OpenPage } from "~/ui/open-page";
import { Form } from "~/ui/page";
import { Problem } from "~/ui/problem";

/** Asks whose provider it is to be, and tells what went wrong on the way there and back. */
export function SingleSignOnPage() {
  const { next, problem } = useSearch({ from: "/single-sign-on" });
  const [email, setEmail] = useState("");
  const [wrong, setWrong] = useState(false);
  return (
    <OpenPage
      title={t("sso.title")}
      lead={t("sso.lead")}
      foot={
        <Link to="/login" search={{ next }}>
          {t("sso.byPassword")}
        </Link>
      }
    >
      <Form
        label={t("sso.title")}
        onSubmit={() => {
          if (/^[^@\s]+@[^@\s]+$/.test(email.trim())) leaveForProvider(email, next ?? "/");
          else setWrong(true);
        }}
      >
        {problem && <Problem sentence={t(`ssoproblem.${problem}`)} />}
        <TextInput
          label={t("login.email")}
          type="email"
          autoComplete="username"
          autoFocus
          value={email}
          error={wrong && t("signup.emailBad")}
          onChange={(event) => {
            setWrong(false);
            setEmail(event.currentTarget.value);
          }}
        />
        <Action type="submit" variant="filled" fullWidth>
          {t("sso.go")}
        </Action>
      </Form>
    </OpenPage>
  );
}
