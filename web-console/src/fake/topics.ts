import type { components } from "~/api/generated";
import { type Call, empty, json, notFound, refuseKafka, unknownTopic } from "./answers";
import { arrive } from "./arrivals";
import { type FakeCluster, type FakeTopic, makeTopic, type World } from "./world";

type S = components["schemas"];

const defaults: Record<string, string> = {
  "cleanup.policy": "delete",
  "compression.type": "producer",
  "delete.retention.ms": "86400000",
  "flush.messages": "1",
  "max.message.bytes": "1048588",
  "message.timestamp.type": "CreateTime",
  "min.insync.replicas": "1",
  "naru.deletion.protection": "false",
  "retention.bytes": "-1",
  "retention.ms": "604800000",
  "segment.bytes": "1073741824",
  "segment.ms": "604800000",
};

export const clusterOf = (world: World, id: string | undefined): FakeCluster | undefined =>
  world.clusters.find((each) => each.cluster.id === id);

export function topicOf(world: World, { parts }: Call): FakeTopic | undefined {
  return clusterOf(world, parts[0])?.topics.get(parts[1] ?? "");
}

function shown(cluster: string, topic: FakeTopic): S["Topic"] {
  return {
    kind: "KafkaTopic",
    metadata: { self: "" },
    cluster_id: cluster,
    topic_name: topic.name,
    topic_id: topic.id,
    is_internal: topic.internal,
    replication_factor: 1,
    partitions_count: topic.partitions.length,
    partitions: { related: "" },
    configs: { related: "" },
  };
}

export function listTopics(world: World, { parts, query }: Call): Response {
  const cluster = clusterOf(world, parts[0]);
  if (!cluster) return notFound();
  const filter = (query.get("filter") ?? "").toLowerCase();
  const data = [...cluster.topics.values()]
    .filter((topic) => topic.name.toLowerCase().includes(filter))
    .sort((a, b) => a.name.localeCompare(b.name))
    .map((topic) => shown(parts[0] ?? "", topic));
  return json({ kind: "KafkaTopicList", metadata: { self: "" }, data });
}

export function createTopic(world: World, { parts, body }: Call): Response {
  const cluster = clusterOf(world, parts[0]);
  if (!cluster) return notFound();
  const { topic_name, partitions_count = 6, configs = [] } = body as S["TopicCreate"];
  if (cluster.topics.has(topic_name)) return refuseKafka(400, 40002, `Topic '${topic_name}' already exists.`);
  const topic = makeTopic(world, cluster, topic_name, partitions_count);
  for (const { name, value } of configs) topic.configs.set(name, value);
  return json(shown(parts[0] ?? "", topic), 201);
}

export function getTopic(world: World, call: Call): Response {
  const topic = topicOf(world, call);
  return topic ? json(shown(call.parts[0] ?? "", topic)) : unknownTopic();
}

export function updateTopic(world: World, call: Call): Response {
  const topic = topicOf(world, call);
  if (!topic) return unknownTopic();
  const { partitions_count } = call.body as S["TopicUpdate"];
  while (topic.partitions.length < partitions_count) topic.partitions.push({ end: 0n, messages: [] });
  return json(shown(call.parts[0] ?? "", topic));
}

export function deleteTopic(world: World, call: Call): Response {
  if (topicOf(world, call)?.configs.get("naru.deletion.protection") === "true") {
    return refuseKafka(
      400,
      40002,
      `Topic '${call.parts[1]}' is protected from deletion. Set its configuration naru.deletion.protection to false first.`,
    );
  }
  const topic = topicOf(world, call);
  const cluster = clusterOf(world, call.parts[0]);
  if (!topic || !cluster) return unknownTopic();
  cluster.topics.delete(topic.name);
  cluster.bin.unshift({ topic, deletedMs: Date.now() });
  return empty();
}

export function listTopicConfigs(world: World, call: Call): Response {
  const topic = topicOf(world, call);
  if (!topic) return unknownTopic();
  const data: S["TopicConfig"][] = Object.entries(defaults).map(([name, standard]) => {
    const set = topic.configs.get(name);
    return {
      kind: "KafkaTopicConfig",
      metadata: { self: "" },
      cluster_id: call.parts[0] ?? "",
      topic_name: topic.name,
      name,
      value: set ?? standard,
      is_default: set === undefined,
      is_read_only: false,
      is_sensitive: false,
      source: set === undefined ? "DEFAULT_CONFIG" : "DYNAMIC_TOPIC_CONFIG",
    };
  });
  return json({ kind: "KafkaTopicConfigList", metadata: { self: "" }, data });
}

export function alterTopicConfigs(world: World, call: Call): Response {
  const topic = topicOf(world, call);
  if (!topic) return unknownTopic();
  const { data } = call.body as S["TopicConfigAlter"];
  for (const { name, value, operation } of data) {
    if (name.endsWith(".ms") && value !== undefined && !/^-?\d+$/.test(value)) {
      return refuseKafka(
        400,
        40002,
        `Invalid value ${value} for configuration ${name}: Not a number of type LONG`,
      );
    }
    if (operation === "DELETE") topic.configs.delete(name);
    else topic.configs.set(name, value ?? "");
  }
  return empty();
}

export function listPartitions(world: World, call: Call): Response {
  const topic = topicOf(world, call);
  if (!topic) return unknownTopic();
  arrive(world, topic, Date.now());
  const data: S["Partition"][] = topic.partitions.map((partition, partition_id) => ({
    kind: "KafkaPartition",
    metadata: { self: "" },
    cluster_id: call.parts[0] ?? "",
    topic_name: topic.name,
    partition_id,
    leader_id: 1,
    replicas_count: 1,
    in_sync_replicas_count: 1,
    earliest_offset: "0",
    latest_offset: String(partition.end),
  }));
  return json({ kind: "KafkaPartitionList", metadata: { self: "" }, data });
}
