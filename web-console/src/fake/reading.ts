import type { Message, MessageFrame, MessageStreamEnd } from "~/api/types";
import type { Call } from "./answers";
import { arrive } from "./arrivals";
import { byTime, chosen, matches, ranged } from "./ranges";
import type { FakeTopic, World } from "./world";

const IDLE_MS = 1000;
const MOST_ROWS = 100;
/** So many messages a search reads between two frames, so that its progress can be watched. */
const READ_AT_ONCE = 400;

/** One stream being read: what it has seen, shown and left out. */
export class Reading {
  readonly #world: World;
  readonly #topic: FakeTopic;
  readonly #call: Call;
  readonly #follow: boolean;
  readonly #limit: number;
  readonly #backwards: boolean;
  readonly #total: number;
  readonly #positions: bigint[];
  #waiting: Message[];
  #seen = 0;
  #shown = 0;
  #leftOut = 0;
  #bytes = 0;
  #notEvaluated = 0;
  #example: string | undefined;
  #lastFrameMs = 0;

  constructor(world: World, topic: FakeTopic, call: Call) {
    this.#world = world;
    this.#topic = topic;
    this.#call = call;
    const { query } = call;
    this.#follow = query.get("follow") === "true" || query.get("start") === "live";
    this.#limit = Number(query.get("limit") ?? (this.#follow ? Number.POSITIVE_INFINITY : 500));
    this.#backwards = query.get("order") === "newest_first";
    this.#waiting = ranged(topic, call);
    this.#total = this.#waiting.length;
    this.#positions = topic.partitions.map((partition) => partition.end);
  }

  frame(nowMs: number): MessageFrame | undefined {
    const rows = this.#read(this.#waiting.splice(0, READ_AT_ONCE));
    if (this.#follow) {
      const fresh = this.#read(this.#arrived(nowMs));
      this.#leftOut += Math.max(0, rows.length + fresh.length - MOST_ROWS);
      rows.push(...fresh);
      rows.splice(MOST_ROWS);
    }
    this.#shown += rows.length;
    if (rows.length === 0 && this.#waiting.length === 0 && nowMs - this.#lastFrameMs < IDLE_MS)
      return undefined;
    this.#lastFrameMs = nowMs;
    return {
      rows,
      seen: String(this.#seen),
      shown: String(this.#shown),
      left_out: String(this.#leftOut),
      bytes: String(this.#bytes),
      rate: this.#follow ? this.#topic.rate : READ_AT_ONCE * 10,
      remaining: String(this.#waiting.length),
      positions: this.#places(),
      at: new Date(nowMs).toISOString(),
      ...(this.#follow ? {} : this.#progress()),
      ...(this.#example
        ? { not_evaluated: String(this.#notEvaluated), not_evaluated_example: this.#example }
        : {}),
    };
  }

  end(): MessageStreamEnd | undefined {
    if (this.#shown >= this.#limit) return { reason: "limit", positions: this.#places() };
    if (!this.#follow && this.#waiting.length === 0)
      return { reason: "reached_end", positions: this.#places() };
    return undefined;
  }

  #progress() {
    return {
      total: String(this.#total),
      bytes_rate: READ_AT_ONCE * 2000,
      seconds_left: this.#waiting.length / (READ_AT_ONCE * 10),
    };
  }

  /** What matches, until the limit; the rest waits again. */
  #read(messages: Message[]): Message[] {
    const found: Message[] = [];
    for (const [at, message] of messages.entries()) {
      if (this.#shown + found.length >= this.#limit || (!this.#follow && found.length >= MOST_ROWS)) {
        this.#waiting = [...messages.slice(at), ...this.#waiting];
        break;
      }
      this.#seen += 1;
      this.#bytes += message.size;
      const answer = matches(message, this.#call);
      if (answer === true) found.push(message);
      else if (answer !== false) {
        this.#notEvaluated += 1;
        this.#example ??= answer;
      }
    }
    return found;
  }

  #arrived(nowMs: number): Message[] {
    arrive(this.#world, this.#topic, nowMs);
    return this.#topic.partitions
      .flatMap((partition, at) => {
        const from = this.#positions[at] ?? 0n;
        this.#positions[at] = partition.end;
        return chosen(this.#call, at)
          ? partition.messages.filter((message) => BigInt(message.offset) >= from)
          : [];
      })
      .sort(byTime);
  }

  /** Where to go on: at the first that waits in each partition, or below the last that was read. */
  #places(): string {
    return this.#positions
      .map((end, partition) => {
        const waits = this.#waiting.find((message) => message.partition === partition);
        if (!waits) return `${partition}:${this.#backwards ? 0n : end}`;
        return `${partition}:${this.#backwards ? BigInt(waits.offset) + 1n : waits.offset}`;
      })
      .join(",");
  }
}
