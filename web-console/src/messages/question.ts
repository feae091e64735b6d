import type { Range, StreamQuery } from "~/api/messages";
import type { Search } from "./search";

export const NEWEST = 50;
/** A search ends here and asks whether to read on. */
export const MOST = 500;

const relative: Record<string, number> = { "-5m": 300_000, "-1h": 3_600_000, "-24h": 86_400_000 };
export const relativeTimes = Object.keys(relative);

/** The moment meant by `-1h` or by an RFC 3339 time; undefined when it is neither. */
export function moment(time: string | undefined, nowMs: number): string | undefined {
  if (time === undefined) return undefined;
  const ago = relative[time];
  const ms = ago === undefined ? Date.parse(time) : nowMs - ago;
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

/** What the address asks of the stream. */
export function streamQuery(topic: string, search: Search, nowMs = Date.now()): StreamQuery {
  const common = {
    topic,
    partitions: search.partition?.split(",").map(Number),
    text: search.text,
    filter: search.filter,
  };
  const order = search.order === "newest" ? ("newest_first" as const) : undefined;
  const until = moment(search.until, nowMs);
  switch (search.start) {
    case "oldest":
      return { ...common, start: "oldest", limit: MOST, order, until };
    case "offset":
      return { ...common, start: "offset", offset: search.offset ?? "0", limit: MOST, order, until };
    case "time": {
      const time = moment(search.time, nowMs);
      if (time) return { ...common, start: "time", time, limit: MOST, order, until };
      break;
    }
    default:
  }
  return { ...common, start: "newest", count: NEWEST, follow: search.live !== "off" };
}

/** The range that a search of this address reads, whatever it looks for; steady within a minute, so that it can be asked once. */
export function rangeOf(topic: string, search: Search, nowMs = Date.now()): Range {
  const steadyMs = nowMs - (nowMs % 60_000);
  const { start, offset, time, until, partitions } = streamQuery(topic, search, steadyMs);
  return { topic, start, offset, time, until, partitions };
}
