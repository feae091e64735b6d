import { Link } from "@tanstack/react-router";
import { t } from "~/text/t";
import { STEPS, useProgress } from "./progress";
import css from "./start.module.css";

/** The way back to the guide, until all its steps are true. */
export function SetupChip() {
  const progress = useProgress(false);
  if (!progress.loaded || progress.done === STEPS) return null;
  return (
    <Link to="/start" className={css.chip}>
      {t("start.chip", { done: progress.done, all: STEPS })}
    </Link>
  );
}
