import { Modal } from "@mantine/core";
import { useMe } from "~/api/session";
import { useSessionState } from "~/api/session-state";
import { LogInForm } from "~/parts/log-in-form";
import { t } from "~/text/t";

/** The session is over: sign in over the page. The call that was refused is sent again, nothing typed is lost. */
export function SessionDialog() {
  const { lost } = useSessionState();
  const me = useMe();
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
      <p>{t("session.overText")}</p>
      <LogInForm
        label={t("session.over")}
        email={me?.user.email}
        onDone={(now) => {
          // Somebody else: what stands on the page is not theirs.
          if (before && before !== now.user.id) location.assign("/");
        }}
      />
    </Modal>
  );
}
