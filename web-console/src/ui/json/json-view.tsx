import { useEffect, useMemo, useState } from "react";
import { t } from "~/text/t";
import { Action } from "../action";
import css from "./json-view.module.css";
import { pretty, tokens } from "./pretty";

const IN_WORKER = 100_000;
const ASK_FIRST = 1_000_000;

/** JSON indented; large ones in a worker, very large ones only when asked, so that the page never freezes. */
export function JsonView({ text, label }: { text: string; label: string }) {
  const [wanted, setWanted] = useState(text.length <= ASK_FIRST);
  const small = useMemo(() => (text.length <= IN_WORKER ? (pretty(text) ?? false) : undefined), [text]);
  const large = useWorker(text, wanted && small === undefined);
  const formatted = small ?? large;
  if (!wanted) {
    return (
      <>
        <Action onClick={() => setWanted(true)}>{t("json.formatAnyway")}</Action>
        <Block label={label}>{text}</Block>
      </>
    );
  }
  if (formatted === undefined) return <Block label={label}>{text}</Block>;
  if (formatted === false) return <Block label={label}>{text}</Block>;
  if (formatted.length > 2 * IN_WORKER) return <Block label={label}>{formatted}</Block>;
  return (
    <Block label={label}>
      {tokens(formatted).map(({ kind, text: piece }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never move
        <span key={at} className={css[kind]}>
          {piece}
        </span>
      ))}
    </Block>
  );
}

function useWorker(text: string, wanted: boolean): string | false | undefined {
  const [formatted, setFormatted] = useState<string | false>();
  useEffect(() => {
    if (!wanted) return;
    const worker = new Worker(new URL("./pretty.worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<string | undefined>) => setFormatted(data ?? false);
    worker.postMessage(text);
    return () => worker.terminate();
  }, [text, wanted]);
  return formatted;
}

export function Block({ children, label }: { children: React.ReactNode; label: string }) {
  return (
    <pre className={css.block} tabIndex={0} role="region" aria-label={label}>
      {children}
    </pre>
  );
}
