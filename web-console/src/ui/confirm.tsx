import { Modal, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { t } from "~/text/t";
import { Action } from "./action";
import css from "./confirm.module.css";
import { Buttons } from "./page";

/** Facts before the question; the name of the thing is typed; the button names the act. */
export function Confirm(props: {
  opened: boolean;
  onClose: () => void;
  title: string;
  facts: ReactNode;
  typed: string;
  act: string;
  busy: boolean;
  problem?: ReactNode;
  onConfirm: () => void;
}) {
  const [value, setValue] = useState("");
  const close = () => {
    setValue("");
    props.onClose();
  };
  return (
    <Modal opened={props.opened} onClose={close} title={<strong>{props.title}</strong>}>
      <form
        className={css.confirm}
        onSubmit={(event) => {
          event.preventDefault();
          if (value === props.typed) props.onConfirm();
        }}
      >
        <div className={css.facts}>{props.facts}</div>
        <TextInput
          label={t("confirm.type", { name: props.typed })}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          classNames={{ input: css.typed }}
        />
        {props.problem}
        <Buttons>
          <Action
            type="submit"
            variant="filled"
            color="bad"
            busy={props.busy}
            offBecause={value === props.typed ? undefined : t("confirm.typeFirst", { name: props.typed })}
          >
            {props.act}
          </Action>
          <Action onClick={close}>{t("confirm.cancel")}</Action>
        </Buttons>
      </form>
    </Modal>
  );
}
