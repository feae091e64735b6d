import { Modal, PasswordInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { ProblemOf } from "~/api/loaded";
import { useLogIn, useMe } from "~/api/session";
import { useSessionState } from "~/api/session-state";
import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { Buttons, Form } from "~/ui/page";

/** The session is over: sign in over the page. The call that was refused is sent again, nothing typed is lost. */
export function SessionDialog() {
  const { lost } = useSessionState();
  const me = useMe();
  const logIn = useLogIn();
  const [email, setEmail] = useState<string>();
  const [password, setPassword] = useState("");
  const address = email ?? me?.user.email ?? "";
  const before = me?.user.id;
  return (
    <Modal
      opened={lost}
      onClose={() => {}}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={<strong>{t("session.over")}</strong>}
    >
      <Form
        label={t("session.over")}
        onSubmit={() =>
          logIn.mutate(
            { email: address, password },
            {
              onSuccess: (now) => {
                setPassword("");
                // Somebody else: what stands on the page is not theirs.
                if (before && before !== now.user.id) location.assign("/");
              },
            },
          )
        }
      >
        <p>{t("session.overText")}</p>
        <TextInput
          label={t("login.email")}
          type="email"
          autoComplete="username"
          value={address}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={t("login.password")}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          data-autofocus
        />
        {logIn.isError && <ProblemOf problem={logIn.error} />}
        <Buttons>
          <Action type="submit" variant="filled" busy={logIn.isPending}>
            {t("login.submit")}
          </Action>
        </Buttons>
      </Form>
    </Modal>
  );
}
