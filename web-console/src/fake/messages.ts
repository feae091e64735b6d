import type { components } from "~/api/generated";
import type { Payload } from "~/api/types";
import { type Call, json, notFound, refuse, unknownTopic } from "./answers";
import { append, arrive } from "./arrivals";
import { Reading } from "./reading";
import { clusterOf, topicOf } from "./topics";
import type { World } from "./world";

const FRAME_MS = 100;

export function streamMessages(world: World, call: Call): Response {
  const topic = clusterOf(world, call.parts[0])?.topics.get(call.query.get("topic") ?? "");
  if (!topic) return notFound();
  arrive(world, topic, Date.now());
  const reading = new Reading(world, topic, call);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const write = (event: string, data: unknown) =>
        controller.enqueue(encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
      const stop = () => clearInterval(timer);
      const tick = () => {
        if (call.signal.aborted) return stop();
        const frame = reading.frame(Date.now());
        if (frame) write("frame", frame);
        const end = reading.end();
        if (!end) return;
        write("end", end);
        stop();
        controller.close();
      };
      const timer = setInterval(tick, FRAME_MS);
      call.signal.addEventListener("abort", stop);
      tick();
    },
  });
  return new Response(body, {
    headers: { "Content-Type": "text/event-stream", "Naru-Request-Id": "01FAKESTREAM" },
  });
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
