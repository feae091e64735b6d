import { useQuery } from "@tanstack/react-query";
import { lagQuery } from "~/api/groups";
import { integer, span } from "~/ui/format";

/** A group's lag as one figure: messages, or the time of the worst partition. */
export function GroupLagFigure(props: { clusterId: string; groupId: string; what: "messages" | "time" }) {
  const lag = useQuery(lagQuery(props.clusterId, props.groupId)).data;
  if (!lag) return "–";
  if (props.what === "messages") return integer(lag.total_lag);
  return lag.max_lag_seconds === undefined ? "–" : span(lag.max_lag_seconds * 1000);
}
