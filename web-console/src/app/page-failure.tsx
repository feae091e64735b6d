import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { ProblemOf } from "~/api/loaded";
import { t } from "~/text/t";
import { Problem } from "~/ui/problem";
import css from "./page-failure.module.css";

/** A page's file is gone after a new version was put in place; one reload brings the new one. */
const missingFile = (error: unknown) =>
  error instanceof TypeError && /dynamically imported module|module script/i.test(error.message);

const reloadedAt = "naru.reloaded";

export function PageFailure({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const missing = missingFile(error);
  useEffect(() => {
    if (missing && !sessionStorage.getItem(reloadedAt)) {
      sessionStorage.setItem(reloadedAt, "1");
      location.reload();
    }
  }, [missing]);
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <main className={css.failure}>
      <h1>{t("problem.page")}</h1>
      {missing ? (
        <Problem sentence={t("problem.newVersion")} onRetry={() => location.reload()} />
      ) : (
        <ProblemOf problem={error} onRetry={retry} />
      )}
    </main>
  );
}
