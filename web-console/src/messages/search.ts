/** What the address says of the messages page; everything that is chosen there. */
export interface Search {
  start?: (typeof starts)[number] | undefined;
  live?: "off" | undefined;
  offset?: string | undefined;
  time?: string | undefined;
  /** End of the range, RFC 3339. */
  until?: string | undefined;
  order?: "newest" | undefined;
  partition?: string | undefined;
  text?: string | undefined;
  /** CEL. */
  filter?: string | undefined;
  /** Fields of the value shown as columns: `value.amount,value.city`. */
  columns?: string | undefined;
  /** A message the open one is compared with: `3:128`. */
  compare?: string | undefined;
  produce?: "open" | undefined;
}

const starts = ["newest", "oldest", "offset", "time"] as const;

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
const matching = (value: unknown, pattern: RegExp) =>
  pattern.test(String(value)) ? textOf(value) : undefined;

/** Takes what makes sense from an address and drops the rest. */
export const messagesSearch = (search: Record<string, unknown>): Search => ({
  start: starts.find((start) => start === search.start),
  live: search.live === "off" ? "off" : undefined,
  offset: matching(search.offset, /^\d{1,19}$/),
  time: textOf(search.time),
  until: textOf(search.until),
  order: search.order === "newest" ? "newest" : undefined,
  partition: matching(search.partition, /^\d+(,\d+)*$/),
  text: textOf(search.text),
  filter: textOf(search.filter),
  columns: textOf(search.columns),
  compare: matching(search.compare, /^\d+:\d{1,19}$/),
  produce: search.produce === "open" ? "open" : undefined,
});
