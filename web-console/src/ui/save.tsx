import { t } from "~/text/t";
import { Action } from "./action";
import { Buttons } from "./page";

/** The button under a form of settings, off where there is no right or nothing to save. */
export function Save(props: { busy: boolean; offBecause: string | undefined; changed: boolean }) {
  return (
    <Buttons>
      <Action
        type="submit"
        variant="filled"
        busy={props.busy}
        offBecause={props.offBecause ?? (props.changed ? undefined : t("form.nothingChanged"))}
      >
        {t("form.save")}
      </Action>
    </Buttons>
  );
}
