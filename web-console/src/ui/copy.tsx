import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { t } from "~/text/t";
import css from "./copy.module.css";

/** Copies text; says for a moment that it did. Resolves to whether the browser allowed it. */
function useCopy(text: string | (() => string)) {
  const [copied, setCopied] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const copy = async () => {
    const value = typeof text === "function" ? text() : text;
    if (await writeClipboard(value)) {
      setCopied(true);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setCopied(false), 1500);
    }
  };
  return { copied, copy };
}

async function writeClipboard(value: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(value);
    return true;
  } catch {
    // The clipboard API needs a secure context; a console reached over plain HTTP falls back to a selection.
    const area = document.createElement("textarea");
    area.value = value;
    area.className = "unseen";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

export function CopyIcon({ text, what }: { text: string | (() => string); what: string }) {
  const { copied, copy } = useCopy(text);
  const label = copied ? t("copy.done") : t("copy.what", { what });
  return (
    <Tooltip label={label}>
      <ActionIcon size={24} aria-label={label} onClick={copy}>
        {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
      </ActionIcon>
    </Tooltip>
  );
}

export function CopyButton(props: {
  text: string | (() => string);
  label?: string;
  variant?: "filled" | "default";
  onCopied?: () => void;
}) {
  const { copied, copy } = useCopy(props.text);
  return (
    <Button
      variant={props.variant ?? "default"}
      leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
      onClick={() => void copy().then(() => props.onCopied?.())}
    >
      {copied ? t("copy.done") : (props.label ?? t("copy.copy"))}
    </Button>
  );
}

/** An id or address in monospace with a copy button. */
export function Copyable({ text, what }: { text: string; what: string }) {
  return (
    <span className={css.copyable}>
      <code>{text}</code>
      <CopyIcon text={text} what={what} />
    </span>
  );
}
