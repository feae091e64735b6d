import { Popover, UnstyledButton } from "@mantine/core";
import { IconSelector } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { t } from "~/text/t";
import css from "./type-ahead.module.css";

export interface Choice {
  id: string;
  name: string;
  /** Said beside the name and searched with it: an id, where the thing is. */
  hint?: string;
}

/** A button that opens a short list to choose from by typing. */
export function TypeAhead(props: {
  /** What is chosen, for who cannot see the button's place. */
  label: string;
  /** Stands on the button where nothing is chosen yet. */
  shown?: string | undefined;
  chosen?: string | undefined;
  choices: readonly Choice[];
  onChoose: (id: string) => void;
  foot?: ReactNode;
}) {
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width={280} trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          className={css.target}
          aria-label={props.shown ? `${props.shown}: ${props.label}` : props.label}
          aria-haspopup="dialog"
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          {props.shown && <span>{props.shown}</span>}
          <IconSelector size={14} aria-hidden />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={css.dropdown} aria-label={props.label}>
        {opened && <Choices {...props} close={() => setOpened(false)} />}
      </Popover.Dropdown>
    </Popover>
  );
}

function Choices(props: {
  label: string;
  chosen?: string | undefined;
  choices: readonly Choice[];
  onChoose: (id: string) => void;
  foot?: ReactNode;
  close: () => void;
}) {
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const base = useId();
  const wanted = typed.trim().toLowerCase();
  const found = props.choices
    .filter(({ name, hint }) => `${name} ${hint ?? ""}`.toLowerCase().includes(wanted))
    .slice(0, 50);
  const choose = (choice: Choice | undefined) => {
    if (!choice) return;
    props.close();
    props.onChoose(choice.id);
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.code === "ArrowDown") setAt(Math.min(found.length - 1, at + 1));
    else if (event.code === "ArrowUp") setAt(Math.max(0, at - 1));
    else if (event.code === "Enter" || event.code === "NumpadEnter") choose(found[at]);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        className={css.input}
        role="combobox"
        aria-label={props.label}
        aria-expanded
        aria-controls={`${base}list`}
        aria-activedescendant={found[at] ? `${base}${at}` : undefined}
        placeholder={t("choose.type")}
        value={typed}
        data-autofocus
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      {found.length === 0 ? (
        <p className={css.none} id={`${base}list`}>
          {t("palette.empty")}
        </p>
      ) : (
        <div role="listbox" id={`${base}list`} aria-label={props.label} className={css.list}>
          {found.map((choice, place) => (
            // The field keeps the focus and the keys; a row is only pointed at.
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the field above
            <div
              key={choice.id}
              id={`${base}${place}`}
              role="option"
              aria-selected={choice.id === props.chosen}
              data-at={place === at || undefined}
              className={css.option}
              onPointerMove={() => setAt(place)}
              onClick={() => choose(choice)}
            >
              <span>{choice.name}</span>
              {choice.hint && <code>{choice.hint}</code>}
            </div>
          ))}
        </div>
      )}
      {props.foot && (
        // biome-ignore lint/a11y/noStaticElementInteractions: any of its links closes the list
        // biome-ignore lint/a11y/useKeyWithClickEvents: a link is clicked by Enter too
        <div className={css.foot} onClick={props.close}>
          {props.foot}
        </div>
      )}
    </>
  );
}
