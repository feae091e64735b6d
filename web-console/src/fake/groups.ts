import type { ConsumerGroup, GroupLag } from "~/api/types";
import { type Call, json, notFound, refuseKafka } from "./answers";
import { arrive } from "./arrivals";
import { clusterOf } from "./topics";
import type { FakeCluster, FakeGroup, World } from "./world";

const shown = (cluster: string, group: FakeGroup): ConsumerGroup => ({
  kind: "KafkaConsumerGroup",
  metadata: { self: "" },
  cluster_id: cluster,
  consumer_group_id: group.id,
  is_simple: false,
  partition_assignor: group.members.length > 0 ? "range" : "",
  state: group.state,
  members_count: group.members.length,
  consumers: { related: "" },
  lag_summary: { related: "" },
});

function find(world: World, call: Call): [FakeCluster, FakeGroup] | undefined {
  const cluster = clusterOf(world, call.parts[0]);
  const group = cluster?.groups.find((each) => each.id === call.parts[1]);
  return cluster && group ? [cluster, group] : undefined;
}

const unknownGroup = () => refuseKafka(404, 404, "There is no consumer group of that id.");

export function listConsumerGroups(world: World, { parts }: Call): Response {
  const cluster = clusterOf(world, parts[0]);
  if (!cluster) return notFound();
  return json({
    kind: "KafkaConsumerGroupList",
    metadata: { self: "" },
    data: cluster.groups.map((group) => shown(parts[0] ?? "", group)),
  });
}

export function getConsumerGroup(world: World, call: Call): Response {
  const found = find(world, call);
  return found ? json(shown(call.parts[0] ?? "", found[1])) : unknownGroup();
}

export function listConsumers(world: World, call: Call): Response {
  const found = find(world, call);
  return found
    ? json({ kind: "KafkaConsumerList", metadata: { self: "" }, data: found[1].members })
    : unknownGroup();
}

export function getGroupLag(world: World, call: Call): Response {
  const found = find(world, call);
  if (!found) return notFound();
  const [cluster, group] = found;
  const topic = cluster.topics.get(group.topic);
  if (topic) arrive(world, topic, Date.now());
  const perPartition = (topic?.rate ?? 0) / (topic?.partitions.length ?? 1);
  const partitions = group.behind.map((behind, partition) => {
    const end = topic?.partitions[partition]?.end ?? 0n;
    const member = group.members[partition % Math.max(1, group.members.length)];
    return {
      topic: group.topic,
      partition,
      committed_offset: String(end - behind),
      end_offset: String(end),
      lag: String(behind),
      lag_seconds: perPartition > 0 ? Math.round((Number(behind) / perPartition) * 10) / 10 : 0,
      ...(member ? { member_id: member.consumer_id, client_id: member.client_id, host: member.host } : {}),
    };
  });
  const lag: GroupLag = {
    cluster_id: call.parts[0] ?? "",
    group_id: group.id,
    state: group.state,
    total_lag: String(group.behind.reduce((total, each) => total + each, 0n)),
    max_lag_seconds: Math.max(...partitions.map((each) => each.lag_seconds)),
    at: new Date().toISOString(),
    partitions,
  };
  return json(lag);
}
