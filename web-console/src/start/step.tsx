import { IconCircleCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import css from "./start.module.css";

export type StepState = "done" | "now" | "later";

/** A step: ahead only its name, at its turn whole, afterwards one line of fact. */
export function Step(props: {
  number: number;
  title: string;
  state: StepState;
  fact?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <li
      className={css.step}
      data-state={props.state}
      aria-current={props.state === "now" ? "step" : undefined}
    >
      <span className={css.number}>
        {props.state === "done" ? <IconCircleCheck size={22} stroke={1.75} aria-hidden /> : props.number}
      </span>
      <div className={css.body}>
        <h2>{props.title}</h2>
        {props.state === "done" && props.fact && <p className={css.fact}>{props.fact}</p>}
        {props.state === "now" && props.children}
      </div>
    </li>
  );
}
