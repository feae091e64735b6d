import type { Message, PayloadView } from "~/api/types";
import type { FakeTopic, World } from "./world";

const KEPT = 2000;
const MOST_AT_ONCE = 4000;

export const textView = (data: string): PayloadView => ({
  encoding: "text",
  data,
  size: new TextEncoder().encode(data).length,
  truncated: false,
});

export function append(
  topic: FakeTopic,
  partition: number,
  parts: Pick<Message, "key" | "value" | "headers">,
  atMs: number,
): Message | undefined {
  const place = topic.partitions[partition];
  if (!place) return undefined;
  const message: Message = {
    topic: topic.name,
    partition,
    offset: String(place.end),
    timestamp: new Date(atMs).toISOString(),
    timestamp_type: "CREATE_TIME",
    ...parts,
    size: (parts.key?.size ?? 0) + (parts.value?.size ?? 0),
  };
  place.end += 1n;
  place.messages.push(message);
  if (place.messages.length > KEPT) place.messages.splice(0, KEPT / 2);
  return message;
}

const names = ["Seoul", "Busan", "Incheon", "Daegu", "Jeju"];

function made(world: World, topic: FakeTopic, atMs: number): Pick<Message, "key" | "value" | "headers"> {
  const number = Math.floor(world.random() * 90_000) + 10_000;
  if (topic.name.includes("changelog") && world.random() < 0.15)
    return { key: textView(`customer-${number}`), value: null, headers: [] };
  const value = {
    id: number,
    customer: `c-${Math.floor(world.random() * 4000)}`,
    amount: Math.round(world.random() * 40_000) / 100,
    currency: "KRW",
    city: names[Math.floor(world.random() * names.length)],
    created_at: new Date(atMs).toISOString(),
    items: Math.ceil(world.random() * 5),
  };
  // A number that JavaScript can't hold, so that rounding would be seen.
  const text = JSON.stringify(value).replace("}", `,"trace":${9_223_372_036_854_770_000n + BigInt(number)}}`);
  return {
    key: textView(`order-${number}`),
    value: textView(text),
    headers: [
      ...(topic.name.endsWith("dead-letters") ? origin(number) : []),
      { name: "source", value: textView("shop-front") },
      { name: "trace-id", value: textView(number.toString(16).padStart(16, "0")) },
    ],
  };
}

/** Why a dead letter is here: mostly of payments, some of a topic that is gone. */
const origin = (number: number): Message["headers"] =>
  Object.entries({
    topic: number % 8 === 0 ? "refunds" : "payments",
    partition: String(number % 6),
    offset: String(number),
    group: "billing",
    "delivery.count": "5",
    message: "PaymentRefused: the card is over its limit",
  }).map(([name, value]) => ({ name: `__dlq.errors.${name}`, value: textView(value) }));

/** Makes up what has arrived in a topic since the last look. */
export function arrive(world: World, topic: FakeTopic, nowMs: number): void {
  if (topic.rate === 0) return;
  const due = Math.floor(((nowMs - topic.untilMs) / 1000) * topic.rate);
  if (due <= 0) return;
  const count = Math.min(due, MOST_AT_ONCE);
  const gapMs = (nowMs - topic.untilMs) / count;
  for (let at = 1; at <= count; at += 1) {
    const when = topic.untilMs + at * gapMs;
    append(topic, Math.floor(world.random() * topic.partitions.length), made(world, topic, when), when);
  }
  topic.untilMs = nowMs;
}
