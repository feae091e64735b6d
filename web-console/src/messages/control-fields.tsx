import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { t } from "~/text/t";
import css from "./messages.module.css";

const TYPING_MS = 300;

export function TextField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const apply = useDebouncedCallback(onChange, TYPING_MS);
  return (
    <TextInput
      className={css.text}
      aria-label={t("messages.contains")}
      placeholder={t("messages.contains")}
      value={typed}
      maxLength={1000}
      data-filter
      spellCheck={false}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        apply(event.currentTarget.value);
      }}
      onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
    />
  );
}

export function OffsetField({ value, onChange }: { value: string; onChange: (offset: string) => void }) {
  const [typed, setTyped] = useState(value);
  const bad = !/^\d{1,19}$/.test(typed);
  return (
    <TextInput
      aria-label={t("messages.offset")}
      w={160}
      inputMode="numeric"
      value={typed}
      error={bad ? t("messages.offsetBad") : undefined}
      onChange={(event) => setTyped(event.currentTarget.value.trim())}
      onBlur={() => !bad && onChange(typed)}
      onKeyDown={(event) => event.key === "Enter" && !bad && onChange(typed)}
    />
  );
}

/** `2026-11-22T14:03` as the browser's own field wants it, in the reader's zone. */
function localMinute(time: string): string {
  const at = new Date(time);
  return Number.isNaN(at.getTime())
    ? ""
    : new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

export function TimeField({ value, onChange }: { value: string; onChange: (time: string) => void }) {
  return (
    <TextInput
      aria-label={t("messages.time")}
      type="datetime-local"
      step={1}
      w={208}
      value={localMinute(value)}
      onChange={(event) => {
        const at = new Date(event.currentTarget.value);
        if (!Number.isNaN(at.getTime())) onChange(at.toISOString());
      }}
    />
  );
}
