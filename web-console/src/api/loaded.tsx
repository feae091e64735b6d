import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { apiSentences } from "~/text/api-sentences";
import { language } from "~/text/language";
import { t } from "~/text/t";
import { timeOfDay } from "~/ui/format";
import { usePreferences } from "~/ui/preferences";
import { Problem } from "~/ui/problem";
import { Pending, RowBones } from "~/ui/skeleton";
import css from "./loaded.module.css";
import { ApiProblem, OFFLINE } from "./problem";
import { grantors, useMe } from "./session";
import type { Me } from "./types";

/** A call's failure in a sentence for the reader. */
export function sentenceOf(problem: unknown): string {
  if (!(problem instanceof ApiProblem)) return t("problem.unexpected");
  if (problem.code === OFFLINE) return t("problem.offline");
  if (problem.status === 404) return t("problem.notFound");
  return (
    apiSentences[language()]?.[problem.code] ??
    (problem.message || t("problem.status", { status: problem.status }))
  );
}

function whoCanGrant(me: Me | undefined): string {
  const people = grantors(me);
  return people
    ? t("problem.whoCanGrant", { people })
    : t("problem.forbidden", {
        organization: me?.organization.display_name ?? t("problem.yourOrganization"),
      });
}

/** To be sent to them as it is. */
const requestText = (me: Me | undefined, problem: ApiProblem): string =>
  t("problem.request", {
    email: me?.user.email ?? "",
    address: location.href,
    detail: problem.message,
    request: problem.requestId ?? "–",
  });

export function ProblemOf(props: { problem: unknown; onRetry?: () => void; title?: string }) {
  const me = useMe();
  const { problem } = props;
  if (problem instanceof ApiProblem && problem.status === 403 && problem.code !== "single_sign_on_required") {
    return (
      <Problem
        tone="warn"
        title={t("problem.forbiddenTitle")}
        sentence={`${problem.message} ${whoCanGrant(me)}`}
        request={requestText(me, problem)}
        requestId={problem.requestId}
      />
    );
  }
  return (
    <Problem
      title={props.title}
      sentence={sentenceOf(problem)}
      requestId={problem instanceof ApiProblem ? problem.requestId : undefined}
      onRetry={props.onRetry}
    />
  );
}

/**
 * What a query brought, in its place on the page: bones while it loads, the sentence and a retry where it failed. Data that
 * was shown once stays when a later read fails, greyed and with its age.
 */
export function Loaded<T>(props: {
  query: UseQueryResult<T>;
  bones?: ReactNode;
  children: (data: T) => ReactNode;
}) {
  const { query } = props;
  const { zone } = usePreferences();
  if (query.data !== undefined) {
    if (!query.isError) return props.children(query.data);
    return (
      <div className={css.stale}>
        <p className={css.since} role="status">
          {t("state.asOf", { time: timeOfDay(query.dataUpdatedAt, zone) })} {sentenceOf(query.error)}
        </p>
        <div className={css.greyed}>{props.children(query.data)}</div>
      </div>
    );
  }
  if (query.isError) return <ProblemOf problem={query.error} onRetry={() => void query.refetch()} />;
  return <Pending onRetry={() => void query.refetch()}>{props.bones ?? <RowBones rows={6} />}</Pending>;
}
