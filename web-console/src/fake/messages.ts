import type { components } from "~/api/generated";
import type { Message, MessageFrame, MessageStreamEnd, Payload } from "~/api/types";
import { type Call, json, notFound, refuse, unknownTopic } from "./answers";
import { append, arrive } from "./arrivals";
import { clusterOf, topicOf } from "./topics";
import type { FakeTopic, World } from "./world";

const FRAME_MS = 100;
const IDLE_MS = 1000;
const MOST_ROWS = 100;

function matches(message: Message, call: Call): boolean {
  const partitions = call.query.getAll("partition");
  if (partitions.length > 0 && !partitions.includes(String(message.partition))) return false;
  const text = call.query.get("text")?.toLowerCase();
  if (!text) return true;
  const parts = [
    message.key?.data,
    message.value?.data,
    ...message.headers.map((header) => header.value?.data),
  ];
  return parts.some((part) => part?.toLowerCase().includes(text));
}

const byTime = (a: Message, b: Message) => Date.parse(a.timestamp) - Date.parse(b.timestamp);

/** What a stream begins with, oldest first. */
function beginning(topic: FakeTopic, call: Call): Message[] {
  const start = call.query.get("start") ?? "live";
  const all = topic.partitions
    .flatMap((partition) => partition.messages)
    .filter((message) => matches(message, call));
  if (call.query.has("positions")) {
    const from = new Map(
      (call.query.get("positions") ?? "").split(",").map((pair) => pair.split(":") as [string, string]),
    );
    return all
      .filter((message) => BigInt(message.offset) >= BigInt(from.get(String(message.partition)) ?? "0"))
      .sort(byTime);
  }
  switch (start) {
    case "newest":
      return all.sort(byTime).slice(-Number(call.query.get("count") ?? 50));
    case "oldest":
      return all.sort(byTime);
    case "offset":
      return all
        .filter((message) => BigInt(message.offset) >= BigInt(call.query.get("offset") ?? "0"))
        .sort(byTime);
    case "time":
      return all.filter((message) => message.timestamp >= (call.query.get("time") ?? "")).sort(byTime);
    default:
      return [];
  }
}

export function streamMessages(world: World, call: Call): Response {
  const topic = clusterOf(world, call.parts[0])?.topics.get(call.query.get("topic") ?? "");
  if (!topic) return notFound();
  arrive(world, topic, Date.now());
  const follow = call.query.get("follow") === "true" || call.query.get("start") === "live";
  const limit = Number(call.query.get("limit") ?? (follow ? Number.POSITIVE_INFINITY : 500));
  let waiting = beginning(topic, call);
  const positions = topic.partitions.map((partition) => partition.end);
  const total = { seen: 0, shown: 0, leftOut: 0, bytes: 0 };
  let lastFrameMs = 0;
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const write = (event: string, data: unknown) =>
        controller.enqueue(encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
      const at = () => positions.map((offset, partition) => `${partition}:${offset}`).join(",");
      const tick = () => {
        if (call.signal.aborted) return stop();
        const fresh = follow
          ? newSince(world, topic, positions).filter((message) => matches(message, call))
          : [];
        const rows = [...waiting.splice(0, MOST_ROWS), ...fresh].slice(
          0,
          Math.min(MOST_ROWS, limit - total.shown),
        );
        total.leftOut += follow ? Math.max(0, fresh.length - MOST_ROWS) : 0;
        total.seen += rows.length;
        total.shown += rows.length;
        total.bytes += rows.reduce((sum, row) => sum + row.size, 0);
        if (rows.length > 0 || Date.now() - lastFrameMs >= IDLE_MS) {
          lastFrameMs = Date.now();
          const frame: MessageFrame = {
            rows,
            seen: String(total.seen),
            shown: String(total.shown),
            left_out: String(total.leftOut),
            bytes: String(total.bytes),
            rate: follow ? topic.rate : 0,
            remaining: String(waiting.length),
            positions: at(),
            at: new Date().toISOString(),
          };
          write("frame", frame);
        }
        const over = total.shown >= limit || (!follow && waiting.length === 0);
        if (!over) return;
        const end: MessageStreamEnd = {
          reason: total.shown >= limit ? "limit" : "reached_end",
          positions: at(),
        };
        write("end", end);
        stop();
        controller.close();
      };
      const timer = setInterval(tick, FRAME_MS);
      const stop = () => {
        clearInterval(timer);
        waiting = [];
      };
      call.signal.addEventListener("abort", stop);
      tick();
    },
  });
  return new Response(body, {
    headers: { "Content-Type": "text/event-stream", "Naru-Request-Id": "01FAKESTREAM" },
  });
}

function newSince(world: World, topic: FakeTopic, positions: bigint[]): Message[] {
  arrive(world, topic, Date.now());
  return topic.partitions
    .flatMap((partition, at) => {
      const from = positions[at] ?? 0n;
      positions[at] = partition.end;
      return partition.messages.filter((message) => BigInt(message.offset) >= from);
    })
    .sort(byTime);
}

export function getMessage(world: World, call: Call): Response {
  const topic = topicOf(world, call);
  const [, , partition, offset] = call.parts;
  const message = topic?.partitions[Number(partition)]?.messages.find((each) => each.offset === offset);
  return message ? json(message) : notFound();
}

const viewOf = (payload: Payload | null | undefined) =>
  payload ? { ...payload, size: payload.data.length, truncated: false } : null;

export function produceMessage(world: World, call: Call): Response {
  const topic = topicOf(world, call);
  if (!topic) return unknownTopic();
  const { partition, key, value, headers = [] } = call.body as components["schemas"]["ProduceRequest"];
  if (partition !== undefined && partition >= topic.partitions.length) {
    return refuse(
      400,
      "invalid_argument",
      `${topic.name} has ${topic.partitions.length} partitions; there is no ${partition}.`,
      "/partition",
    );
  }
  const message = append(
    topic,
    partition ?? Math.floor(world.random() * topic.partitions.length),
    {
      key: viewOf(key),
      value: viewOf(value),
      headers: headers.map((header) => ({ name: header.name, value: viewOf(header.value) })),
    },
    Date.now(),
  );
  if (!message) return unknownTopic();
  return json(
    {
      topic: topic.name,
      partition: message.partition,
      offset: message.offset,
      timestamp: message.timestamp,
      took_ms: 4,
    },
    201,
  );
}
