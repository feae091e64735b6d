import type { Message } from "~/api/types";
import type { Call } from "./answers";
import { matchesFilter } from "./filter";
import type { FakeTopic } from "./world";

export function chosen(call: Call, partition: number): boolean {
  const partitions = call.query.getAll("partition");
  return partitions.length === 0 || partitions.includes(String(partition));
}

/** True, false, or why the filter could not be evaluated. */
export function matches(message: Message, call: Call): boolean | string {
  const text = call.query.get("text")?.toLowerCase();
  const parts = [
    message.key?.data,
    message.value?.data,
    ...message.headers.map((header) => header.value?.data),
  ];
  if (text && !parts.some((part) => part?.toLowerCase().includes(text))) return false;
  const filter = call.query.get("filter");
  return filter ? matchesFilter(filter, message) : true;
}

export const byTime = (a: Message, b: Message) => Date.parse(a.timestamp) - Date.parse(b.timestamp);

function positionsOf(text: string): Map<string, bigint> {
  return new Map(
    text.split(",").map((pair): [string, bigint] => {
      const [partition = "", offset = "0"] = pair.split(":");
      return [partition, BigInt(offset)];
    }),
  );
}

/** The messages of the range asked for, in the order they are read. */
export function ranged(topic: FakeTopic, call: Call): Message[] {
  const backwards = call.query.get("order") === "newest_first";
  const until = call.query.get("until") ?? "9999";
  const all = topic.partitions
    .filter((_, partition) => chosen(call, partition))
    .flatMap((partition) => partition.messages)
    .filter((message) => message.timestamp < until)
    .sort(byTime);
  const asked = within(all, call).filter((message) => continues(message, call, backwards));
  return backwards ? asked.reverse() : asked;
}

function continues(message: Message, call: Call, backwards: boolean): boolean {
  const positions = call.query.get("positions");
  if (!positions) return true;
  const place = positionsOf(positions).get(String(message.partition)) ?? 0n;
  return backwards ? BigInt(message.offset) < place : BigInt(message.offset) >= place;
}

function within(all: Message[], call: Call): Message[] {
  switch (call.query.get("start") ?? "live") {
    case "newest":
      return all.slice(-Number(call.query.get("count") ?? 50));
    case "offset":
      return all.filter((message) => BigInt(message.offset) >= BigInt(call.query.get("offset") ?? "0"));
    case "time":
      return all.filter((message) => message.timestamp >= (call.query.get("time") ?? ""));
    case "live":
      return call.query.has("positions") ? all : [];
    default:
      return all;
  }
}
