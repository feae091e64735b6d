import type { Metrics, Series } from "~/api/types";
import { type Call, json, notFound } from "./answers";
import { clusterOf } from "./topics";
import type { FakeCluster, World } from "./world";

const BYTES = 240;

/** A day with a morning and an evening, and a little unrest. */
function wave(seconds: number, seed: number): number {
  const day = Math.sin((seconds / 86_400) * 2 * Math.PI + seed) * 0.35;
  const minutes = Math.sin(seconds / 97 + seed * 3) * 0.12 + Math.sin(seconds / 23 + seed) * 0.06;
  return Math.max(0, 1 + day + minutes);
}

interface Rates {
  madeS: number;
  messages: (seconds: number) => number;
  stored: (seconds: number) => number;
}

function ratesOf(cluster: FakeCluster, topics: string[]): Rates {
  const chosen = [...cluster.topics.values()].filter(
    (topic) => topics.length === 0 || topics.includes(topic.name),
  );
  return {
    madeS: cluster.madeMs / 1000,
    messages: (seconds) =>
      chosen.reduce((sum, topic, at) => sum + topic.rate * wave(seconds, at + topic.name.length), 0),
    stored: (seconds) =>
      chosen.reduce(
        (sum, topic) =>
          sum + topic.rate * BYTES * Math.min(7 * 86_400, Math.max(0, seconds - topic.madeMs / 1000)),
        0,
      ),
  };
}

function series(rates: Rates, times: number[], topic?: string): Series[] {
  const over = (name: Series["name"], unit: Series["unit"], value: (seconds: number) => number): Series => ({
    name,
    unit,
    ...(topic ? { topic } : {}),
    values: times.map((time) => (time < rates.madeS ? null : value(time))),
  });
  return [
    over("bytes_in", "B/s", (time) => rates.messages(time) * BYTES),
    over("bytes_out", "B/s", (time) => rates.messages(time - 9) * BYTES * 2.1),
    over("messages_in", "1/s", (time) => rates.messages(time)),
    ...(topic
      ? []
      : [
          over("messages_out", "1/s", (time) => rates.messages(time - 9) * 2.1),
          over("requests", "1/s", (time) => rates.messages(time) * 0.8),
          over("connections", "1", () => 7),
        ]),
    over("storage_bytes", "B", rates.stored),
  ];
}

export function getMetrics(world: World, { parts, query }: Call): Response {
  const cluster = clusterOf(world, parts[0]);
  if (!cluster) return notFound();
  const to = Date.parse(query.get("to") ?? new Date().toISOString()) / 1000;
  const from = Date.parse(query.get("from") ?? new Date((to - 900) * 1000).toISOString()) / 1000;
  const step = Number(query.get("step") ?? 5);
  const first = Math.ceil(from / step) * step;
  const times = Array.from(
    { length: Math.max(0, Math.floor((to - first) / step)) },
    (_, at) => first + at * step,
  );
  const topics = query.getAll("topic");
  const perTopic =
    query.get("per") === "topic" ? [...cluster.topics.values()].map((topic) => topic.name) : topics;
  const answer: Metrics = {
    cluster_id: parts[0] ?? "",
    from: new Date(from * 1000).toISOString(),
    to: new Date(to * 1000).toISOString(),
    step,
    times,
    series:
      perTopic.length > 0 || query.get("per") === "topic"
        ? perTopic.flatMap((name) => series(ratesOf(cluster, [name]), times, name))
        : series(ratesOf(cluster, []), times),
  };
  return json(answer);
}
