import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { environmentsQuery } from "~/api/environments";
import { groupsQuery, lagQuery } from "~/api/groups";
import { streamMessages } from "~/api/messages";
import type { ApiKey, Message } from "~/api/types";
import { t } from "~/text/t";
import { integer, span } from "~/ui/format";
import { Status } from "~/ui/status";
import { useNowMs } from "~/ui/time";
import { FIRST_GROUP } from "./run-step";
import css from "./start.module.css";
import { Terraform } from "./terraform";

const SHOWN = 10;
const POLL_MS = 2000;
/** After so long the guide explains instead of waiting. */
const PATIENCE_MS = 20_000;

function useLastMessages(clusterId: string, topic: string): { rows: Message[]; seen: string } {
  const [last, setLast] = useState<{ rows: Message[]; seen: string }>({ rows: [], seen: "0" });
  useEffect(() => {
    const abort = new AbortController();
    streamMessages(
      clusterId,
      { topic, start: "newest", count: SHOWN, follow: true },
      (frame) =>
        frame.rows.length > 0 &&
        setLast((before) => ({ rows: [...before.rows, ...frame.rows].slice(-SHOWN), seen: frame.seen })),
      abort.signal,
    ).catch(() => {
      // The messages page says why a stream failed; the guide goes on by the counters it polls.
    });
    return () => abort.abort();
  }, [clusterId, topic]);
  return last;
}

function explanation(key: ApiKey, now: number): string {
  const { refused, last_refused_at, last_used_at } = key.status;
  if (refused !== "0" && last_refused_at)
    return t("start.wrongSecret", { ago: span(Math.max(0, now - Date.parse(last_refused_at))) });
  return last_used_at ? t("start.connectedOnly") : t("start.nobody");
}

export function WatchStep({
  clusterId,
  topic,
  apiKey,
  messages,
}: {
  clusterId: string;
  topic: string;
  apiKey: ApiKey;
  /** How many the topic holds. */
  messages: string;
}) {
  const { rows } = useLastMessages(clusterId, topic);
  const now = useNowMs();
  const [since] = useState(() => Date.now());
  // The group is asked for its lag once it is in the list: a question about what is not there yet is an error.
  const groups = useQuery({
    ...groupsQuery(clusterId),
    enabled: rows.length > 0,
    refetchInterval: POLL_MS,
  }).data;
  const reads = groups?.some((group) => group.consumer_group_id === FIRST_GROUP) ?? false;
  const lag = useQuery({
    ...lagQuery(clusterId, FIRST_GROUP),
    enabled: reads,
    refetchInterval: POLL_MS,
  }).data;
  const signedUpAt = useQuery(environmentsQuery).data?.[0]?.metadata.created_at;
  // Only while all messages are on the screen is the oldest of them the first there ever was.
  const first = rows.length > 0 && BigInt(messages) <= BigInt(SHOWN) ? rows[0] : undefined;
  const tookMs = first && signedUpAt ? Date.parse(first.timestamp) - Date.parse(signedUpAt) : undefined;
  if (rows.length === 0) {
    return (
      <div role="status">
        <Status state="CONNECTING" />
        <p className={css.lesson}>{t("start.waiting", { topic })}</p>
        {now - since > PATIENCE_MS && <p>{explanation(apiKey, now)}</p>}
      </div>
    );
  }
  return (
    <>
      <table className={css.rows} aria-label={t("topics.tabMessages")}>
        <tbody>
          {rows.toReversed().map((row) => (
            <tr key={`${row.partition}:${row.offset}`}>
              <td>{row.partition}</td>
              <td>{row.offset}</td>
              <td>{row.key?.data ?? "–"}</td>
              <td>{row.value?.data ?? "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p role="status">
        {lag
          ? t("start.consumed", { group: FIRST_GROUP, lag: integer(lag.total_lag) })
          : t("start.notConsumed")}
        {tookMs !== undefined && tookMs > 0 && ` · ${t("start.took", { span: span(tookMs) })}`}
      </p>
      <Terraform clusterId={clusterId} topic={topic} owner={apiKey.spec.owner.id} />
      <div className={css.cards}>
        <Link
          className={css.card}
          to="/clusters/$clusterId/topics/$topic/messages"
          params={{ clusterId, topic }}
        >
          <strong>{t("start.openTopic", { topic })}</strong>
          <span>{t("start.openTopicText")}</span>
        </Link>
        <Link className={css.card} to="/clusters/$clusterId" params={{ clusterId }}>
          <strong>{t("start.openCluster")}</strong>
          <span>{t("start.openClusterText")}</span>
        </Link>
        <Link className={css.card} to="/clusters/$clusterId/connect" params={{ clusterId }}>
          <strong>{t("connect.client")}</strong>
          <span>{t("start.connectText")}</span>
        </Link>
      </div>
    </>
  );
}
