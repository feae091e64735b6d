import { Button } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import { t } from "~/text/t";
import css from "./states.module.css";

/** Nothing for 200 ms, then the layout to come, then at 5 s an honest word with a way to try again. */
export function Pending(props: { children: ReactNode; onRetry?: () => void }) {
  const [phase, setPhase] = useState<"quiet" | "shown" | "slow">("quiet");
  useEffect(() => {
    const shown = setTimeout(() => setPhase("shown"), 200);
    const slow = setTimeout(() => setPhase("slow"), 5000);
    return () => {
      clearTimeout(shown);
      clearTimeout(slow);
    };
  }, []);
  return (
    <div aria-busy style={phase === "quiet" ? { visibility: "hidden" } : undefined}>
      {props.children}
      {phase === "slow" && (
        <p className={css.slow} role="status">
          {t("state.slow")}
          {props.onRetry && <Button onClick={props.onRetry}>{t("state.retry")}</Button>}
        </p>
      )}
    </div>
  );
}

export function RowBones({ rows }: { rows: number }) {
  return (
    <div aria-hidden>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bones have no identity
        <div key={row} className={css.boneRow}>
          <div className={css.bone} style={{ width: `${60 - ((row * 13) % 35)}%` }} />
          <div className={css.bone} style={{ width: "50%" }} />
          <div className={css.bone} style={{ width: "40%" }} />
          <div className={css.bone} style={{ width: "30%" }} />
        </div>
      ))}
    </div>
  );
}

export const Bone = ({ height, width }: { height: number; width?: number | string }) => (
  <div aria-hidden className={css.bone} style={{ height, width: width ?? "100%" }} />
);
