import type { components } from "~/api/generated";
import { type Call, empty, json, notFound, refuse } from "./answers";
import { clusterOf } from "./topics";
import type { BinnedFake, World } from "./world";

type S = components["schemas"];

const KEPT_MS = 24 * 3_600_000;
const MESSAGE_BYTES = 512n;
const RESTORE = ":restore";

function shown(world: World, { topic, deletedMs }: BinnedFake): S["BinnedTopic"] {
  return {
    topic_id: topic.id,
    name: topic.name,
    partitions_count: topic.partitions.length,
    size_bytes: String(topic.partitions.reduce((sum, each) => sum + each.end * MESSAGE_BYTES, 0n)),
    deleted_by: world.me?.user.id ?? null,
    deleted_at: new Date(deletedMs).toISOString(),
    purged_at: new Date(deletedMs + KEPT_MS).toISOString(),
  };
}

export function listBin(world: World, { parts }: Call): Response {
  const cluster = clusterOf(world, parts[0]);
  return cluster ? json({ data: cluster.bin.map((each) => shown(world, each)) }) : notFound();
}

export function restoreTopic(world: World, { parts, body }: Call): Response {
  const id = parts[1]?.endsWith(RESTORE) ? parts[1].slice(0, -RESTORE.length) : undefined;
  const cluster = clusterOf(world, parts[0]);
  const binned = cluster?.bin.find((each) => each.topic.id === id);
  if (!cluster || !binned) return notFound();
  const { name = binned.topic.name } = body as S["TopicRestore"];
  if (cluster.topics.has(name)) {
    return refuse(
      409,
      "name_taken",
      `Topic '${name}' exists by now. Restore the deleted one under another name.`,
      "/name",
    );
  }
  cluster.bin = cluster.bin.filter((each) => each !== binned);
  binned.topic.name = name;
  cluster.topics.set(name, binned.topic);
  return json({ cluster_id: cluster.cluster.id, topic_id: binned.topic.id, topic_name: name });
}

export function purgeTopic(world: World, { parts }: Call): Response {
  const cluster = clusterOf(world, parts[0]);
  const rest = cluster?.bin.filter((each) => each.topic.id !== parts[1]);
  if (!cluster || rest?.length === cluster.bin.length) return notFound();
  cluster.bin = rest ?? [];
  return empty();
}
