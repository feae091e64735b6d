import { useQuery } from "@tanstack/react-query";
import { groupLagsQuery, LAGS_AT_ONCE } from "~/api/groups";
import { GroupLagFigure } from "~/parts/group-lag";
import { Trend } from "~/parts/lag-trend";
import { t } from "~/text/t";
import { integer, span } from "~/ui/format";
import { Spark } from "~/ui/spark";
import css from "./groups.module.css";

/** The ids in the portions in which their lags are asked for; a list in view asks for one or two of them. */
export function chunksOf(ids: readonly string[]): ReadonlyMap<string, string[]> {
  const chunks = new Map<string, string[]>();
  for (let at = 0; at < ids.length; at += LAGS_AT_ONCE) {
    const chunk = ids.slice(at, at + LAGS_AT_ONCE);
    for (const id of chunk) chunks.set(id, chunk);
  }
  return chunks;
}

/** A group's lag as last measured; one that was never measured is asked for by itself. */
export function LagCell(props: {
  clusterId: string;
  groupId: string;
  chunks: ReadonlyMap<string, string[]>;
  what: "messages" | "time" | "hour";
}) {
  const { clusterId, groupId, what } = props;
  const { data } = useQuery(groupLagsQuery(clusterId, props.chunks.get(groupId) ?? [groupId]));
  const lag = data?.data.find((each) => each.group_id === groupId);
  if (!lag) {
    return what === "hour" || !data ? (
      "–"
    ) : (
      <GroupLagFigure clusterId={clusterId} groupId={groupId} what={what} />
    );
  }
  if (what === "messages") return integer(lag.messages);
  if (what === "time") return lag.seconds === undefined ? "–" : span(lag.seconds * 1000);
  return (
    <span className={css.hour}>
      <Spark values={lag.hour} label={t("groups.lastHour")} />
      <Trend trend={lag.trend} />
    </span>
  );
}
