import { t } from "~/text/t";
import { Action } from "./action";
import { Buttons } from "./page";

/** The button under a form of settings, off where there is no right or nothing to save. */
export function Save({ busy, may, changed }: { busy: boolean; may: boolean; changed: boolean }) {
  return (
    <Buttons>
      <Action
        type="submit"
        variant="filled"
        busy={busy}
        offBecause={!may ? t("problem.noRight") : changed ? undefined : t("form.nothingChanged")}
      >
        {t("form.save")}
      </Action>
    </Buttons>
  );
}
