import type { ReactNode } from "react";
import css from "./states.module.css";

/** What this place is for, and the one thing that fills it. */
export function EmptyState(props: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={css.empty}>
      <h2>{props.title}</h2>
      {props.children && <div className={css.lesson}>{props.children}</div>}
      {props.action && <div className={css.actions}>{props.action}</div>}
    </div>
  );
}
