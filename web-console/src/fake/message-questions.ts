import type { components } from "~/api/generated";
import type { MessageEstimate, MessageTimeline } from "~/api/types";
import { type Call, json, notFound, refuse } from "./answers";
import { arrive } from "./arrivals";
import { checkFilter, onlyKey } from "./filter";
import { chosen, ranged } from "./ranges";
import { clusterOf } from "./topics";
import type { FakeTopic, World } from "./world";

const SHARE = 20_000_000;

function topicAsked(world: World, call: Call): FakeTopic | undefined {
  const topic = clusterOf(world, call.parts[0])?.topics.get(call.query.get("topic") ?? "");
  if (topic) arrive(world, topic, Date.now());
  return topic;
}

export function checkMessageFilter(world: World, call: Call): Response {
  const { topic, filter } = call.body as components["schemas"]["FilterCheckRequest"];
  const check = checkFilter(filter);
  const key = check.valid ? onlyKey(filter) : undefined;
  const partitions = clusterOf(world, call.parts[0])?.topics.get(topic ?? "")?.partitions.length;
  if (key === undefined || partitions === undefined) return json(check);
  const partition = [...key].reduce((sum, char) => sum * 31 + char.charCodeAt(0), 7) % partitions;
  return json({ ...check, key_partition: { key, partition, partitions } });
}

export function estimateMessages(world: World, call: Call): Response {
  const topic = topicAsked(world, call);
  if (!topic) return notFound();
  const found = ranged(topic, call);
  const bytes = found.reduce((sum, message) => sum + message.size, 0);
  const estimate: MessageEstimate = {
    messages: String(found.length),
    bytes: String(bytes),
    seconds: bytes / SHARE,
    bytes_per_second: String(SHARE),
    partitions: topic.partitions.map((partition, at) => ({
      partition: at,
      from: partition.messages[0]?.offset ?? String(partition.end),
      to: String(partition.end),
    })),
  };
  return json(estimate);
}

export function getMessageTimeline(world: World, call: Call): Response {
  const topic = topicAsked(world, call);
  if (!topic) return notFound();
  const times = topic.partitions
    .filter((_, partition) => chosen(call, partition))
    .flatMap((partition) => partition.messages.map((message) => Date.parse(message.timestamp)));
  const from = Date.parse(call.query.get("from") ?? "") || Math.min(...times, Date.now() - 60_000);
  const to = Date.parse(call.query.get("to") ?? "") || Date.now();
  const slices = Number(call.query.get("slices") ?? 60);
  const counts = new Array<number>(slices).fill(0);
  for (const time of times) {
    const at = Math.floor(((time - from) / (to - from)) * slices);
    if (at >= 0 && at < slices) counts[at] = (counts[at] ?? 0) + 1;
  }
  const timeline: MessageTimeline = {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    about: topic.configs.get("cleanup.policy") === "compact",
    slices: counts.map((count, at) => ({
      at: new Date(from + ((to - from) / slices) * at).toISOString(),
      count: String(count),
    })),
  };
  return json(timeline);
}

export function downloadMessages(world: World, call: Call): Response {
  const topic = topicAsked(world, call);
  if (!topic) return notFound();
  if (call.query.get("format") !== "ndjson")
    return refuse(400, "invalid_argument", "The fake downloads ndjson only.");
  const lines = ranged(topic, call).map((message) => JSON.stringify(message));
  return new Response(`${lines.join("\n")}\n{"end":"reached_end","positions":""}\n`, {
    headers: { "Content-Type": "application/x-ndjson" },
  });
}
