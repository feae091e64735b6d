import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { keysQuery } from "~/api/keys";
import { t } from "~/text/t";
import { STEPS, useProgress } from "./progress";
import css from "./start.module.css";

/** The way back to the guide, until all its steps are true. Where a program uses a key already, nobody needs it. */
export function SetupChip() {
  const keys = useQuery({ ...keysQuery(), refetchInterval: false }).data;
  if (!keys || keys.some((key) => key.status.last_used_at)) return null;
  return <Unfinished />;
}

function Unfinished() {
  const progress = useProgress(false);
  if (!progress.loaded || progress.done === STEPS) return null;
  return (
    <Link to="/start" className={css.chip}>
      {t("start.chip", { done: progress.done, all: STEPS })}
    </Link>
  );
}
