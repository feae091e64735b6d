import { useQuery } from "@tanstack/react-query";
import { lagQuery } from "~/api/groups";
import { integer, span } from "~/ui/format";

/** A list of groups asks for each of them: less often than the page of one. */
const LIST_MS = 15_000;

/** A group's lag as one figure: messages, or the time of the worst partition. */
export function GroupLagFigure(props: { clusterId: string; groupId: string; what: "messages" | "time" }) {
  const lag = useQuery({ ...lagQuery(props.clusterId, props.groupId), refetchInterval: LIST_MS }).data;
  if (!lag) return "–";
  if (props.what === "messages") return integer(lag.total_lag);
  return lag.max_lag_seconds === undefined ? "–" : span(lag.max_lag_seconds * 1000);
}
