import { PasswordInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { ProblemOf } from "~/api/loaded";
import { needsSecondFactor, useLogIn, useLogInWithCode } from "~/api/session";
import type { Me } from "~/api/types";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { Form } from "~/ui/page";

/** Address and password, then the second factor where there is one. */
export function LogInForm(props: { label: string; email?: string | undefined; onDone: (me: Me) => void }) {
  const logIn = useLogIn();
  const [email, setEmail] = useState<string>();
  const [password, setPassword] = useState("");
  const [challenge, setChallenge] = useState<string>();
  const address = email ?? props.email ?? "";
  if (challenge) {
    return (
      <CodeStep
        challenge={challenge}
        onDone={props.onDone}
        onBack={() => {
          setChallenge(undefined);
          setPassword("");
        }}
      />
    );
  }
  return (
    <Form
      label={props.label}
      onSubmit={() =>
        logIn.mutate(
          { email: address.trim(), password },
          {
            onSuccess: (answer) => {
              if (needsSecondFactor(answer)) return setChallenge(answer.second_factor.challenge);
              setPassword("");
              props.onDone(answer);
            },
          },
        )
      }
    >
      <TextInput
        label={t("login.email")}
        type="email"
        autoComplete="username"
        autoFocus={!props.email}
        value={address}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label={t("login.password")}
        autoComplete="current-password"
        visibilityToggleButtonProps={{ "aria-label": t("login.showPassword") }}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        data-autofocus
      />
      {logIn.isError && <ProblemOf problem={logIn.error} />}
      <Action type="submit" variant="filled" fullWidth busy={logIn.isPending}>
        {t("login.submit")}
      </Action>
    </Form>
  );
}

function CodeStep(props: { challenge: string; onDone: (me: Me) => void; onBack: () => void }) {
  const finish = useLogInWithCode();
  const [code, setCode] = useState("");
  return (
    <Form
      label={t("security.factor")}
      onSubmit={() =>
        finish.mutate({ challenge: props.challenge, code: code.trim() }, { onSuccess: props.onDone })
      }
    >
      <TextInput
        label={t("security.code")}
        description={t("security.codeOrRecovery")}
        autoComplete="one-time-code"
        autoFocus
        maxLength={40}
        spellCheck={false}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      {finish.isError && <ProblemOf problem={finish.error} />}
      <Action type="submit" variant="filled" fullWidth busy={finish.isPending}>
        {t("login.submit")}
      </Action>
      <Action variant="subtle" fullWidth onClick={props.onBack}>
        {t("login.otherAccount")}
      </Action>
    </Form>
  );
}
