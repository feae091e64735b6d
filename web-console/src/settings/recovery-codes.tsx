import { t } from "~/text/t";
import { Action } from "~/ui/action";
import { Code } from "~/ui/code";
import { Buttons } from "~/ui/page";

/** Shown once: whoever loses the authenticator logs in with one of them. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  return (
    <>
      <p role="status">{t("security.codesLead")}</p>
      <Code text={codes.join("\n")} label={t("security.recoveryCodes")} primary />
      <Buttons>
        <Action onClick={onDone}>{t("security.codesKept")}</Action>
      </Buttons>
    </>
  );
}
