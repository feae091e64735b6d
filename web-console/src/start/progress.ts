import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { clustersQuery } from "~/api/clusters";
import { keysQuery } from "~/api/keys";
import { partitionsQuery, topicsQuery } from "~/api/topics";
import type { ApiKey, Cluster, Topic } from "~/api/types";
import { minus, sum } from "~/ui/format";

export const STEPS = 5;

export interface Progress {
  loaded: boolean;
  cluster: Cluster | undefined;
  topic: Topic | undefined;
  key: ApiKey | undefined;
  /** Whether a program has logged in with the key. */
  used: boolean;
  /** How many messages the topic holds. */
  messages: string;
  done: number;
}

/** How far the first ten minutes are, told by facts alone: any tool may do a step. */
export function useProgress(pollMs: number | false): Progress {
  const clusters = useQuery(clustersQuery);
  const cluster = clusters.data?.[0];
  const id = cluster?.id ?? "";
  const enabled = cluster !== undefined;
  const topics = useInfiniteQuery({ ...topicsQuery(id), enabled });
  const keys = useQuery({ ...keysQuery(id), enabled, refetchInterval: pollMs });
  const topic = topics.data?.pages[0]?.data.find((each) => !each.is_internal);
  const partitions = useQuery({
    ...partitionsQuery(id, topic?.topic_name ?? ""),
    enabled: topic !== undefined,
    refetchInterval: pollMs,
  });
  const messages = sum(
    partitions.data?.data.map((each) => minus(each.latest_offset, each.earliest_offset)) ?? [],
  );
  const active = keys.data?.filter((key) => key.status.phase === "ACTIVE") ?? [];
  const key = active.find((each) => each.status.last_used_at) ?? active[0];
  const used = key?.status.last_used_at !== undefined;
  const done = [cluster, topic, key, used, messages !== "0"].filter(Boolean).length;
  return {
    loaded:
      clusters.isSuccess &&
      (!enabled || (topics.isSuccess && keys.isSuccess && (!topic || partitions.isSuccess))),
    cluster,
    topic,
    key,
    used,
    messages,
    done,
  };
}
