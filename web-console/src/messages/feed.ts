import { type StreamQuery, streamMessages } from "~/api/messages";
import { ApiProblem } from "~/api/problem";
import type { Message, MessageFrame, MessageStreamEnd } from "~/api/types";
import { Ring } from "./ring";
import { takeSlot } from "./stream-slot";

export type FeedState = "connecting" | "live" | "ended" | "halted" | "failed" | "full" | "taken" | "asleep";

export interface FeedView {
  state: FeedState;
  /** Oldest first. */
  rows: readonly Message[];
  pushed: number;
  frame: Omit<MessageFrame, "rows"> | undefined;
  end: MessageStreamEnd | undefined;
  problem: ApiProblem | undefined;
  /** When the page stopped watching because nobody looked at it. */
  asleepSinceMs: number | undefined;
}

const PUBLISH_MS = 100;
const LONGEST_WAIT_MS = 15_000;

const nothing: FeedView = {
  state: "connecting",
  rows: [],
  pushed: 0,
  frame: undefined,
  end: undefined,
  problem: undefined,
  asleepSinceMs: undefined,
};

const byTime = (a: Message, b: Message): number =>
  a.timestamp === b.timestamp ? inPartition(a, b) : a.timestamp < b.timestamp ? -1 : 1;

const inPartition = (a: Message, b: Message): number =>
  a.partition === b.partition ? Number(BigInt(a.offset) - BigInt(b.offset)) : a.partition - b.partition;

/** A stream of messages into a ring, resumed where it broke, shown to React at most ten times a second. */
export class Feed {
  readonly #cluster: string;
  readonly #query: StreamQuery;
  readonly #ring = new Ring();
  readonly #listeners = new Set<() => void>();
  #view: FeedView = nothing;
  #next: Partial<FeedView> = {};
  #timer: ReturnType<typeof setTimeout> | undefined;
  #abort: AbortController | undefined;
  #positions: string | undefined;
  #missedFrom: string | undefined;
  #shownVersion = 0;

  constructor(cluster: string, query: StreamQuery) {
    this.#cluster = cluster;
    this.#query = query;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly view = (): FeedView => this.#view;

  start(): void {
    this.#ring.clear();
    this.#run(this.#query);
  }

  stop(): void {
    this.#abort?.abort();
    this.#abort = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** The reader has seen enough; {@link readOn} goes on from there. */
  halt(): void {
    this.stop();
    this.#change({ state: "halted" });
  }

  /** Reads on from where the stream ended or failed. */
  readOn(): void {
    this.#run({ ...this.#query, positions: this.#positions });
  }

  /** Reads on in the place of another tab, which is told. */
  takeOver(): void {
    this.#run({ ...this.#query, positions: this.#positions }, true);
  }

  /** Reads what came while nobody looked, and goes on. What was shown since comes again, so the rows begin anew. */
  readMissed(): void {
    this.#ring.clear();
    this.#change({ asleepSinceMs: undefined });
    this.#run({ ...this.#query, positions: this.#missedFrom });
  }

  /** Nobody looks at the page: stop, and remember since when. */
  sleep(nowMs: number): void {
    if (this.#view.state !== "live" && this.#view.state !== "connecting") return;
    this.stop();
    this.#missedFrom = this.#positions;
    this.#change({ state: "asleep", asleepSinceMs: nowMs });
  }

  /** Goes on with what comes from now on; what was missed can be read by {@link readMissed}. */
  wake(): void {
    if (this.#view.state !== "asleep") return;
    this.#run({ ...this.#query, start: "live", positions: undefined });
  }

  #run(query: StreamQuery, takeOver = false): void {
    this.stop();
    const abort = new AbortController();
    this.#abort = abort;
    this.#change({ state: "connecting", end: undefined, problem: undefined });
    void this.#follow(query, abort, takeOver);
  }

  async #follow(first: StreamQuery, abort: AbortController, takeOver: boolean): Promise<void> {
    const { signal } = abort;
    const release = await takeSlot(() => {
      if (signal.aborted) return;
      abort.abort();
      this.#change({ state: "taken" });
    }, takeOver);
    if (!release) return this.#change({ state: "full" });
    let query = first;
    try {
      for (let failures = 0; !signal.aborted; failures += 1) {
        try {
          const end = await streamMessages(
            this.#cluster,
            query,
            (frame) => {
              failures = 0;
              this.#take(frame);
            },
            signal,
          );
          if (signal.aborted) return;
          if (end && end.reason !== "too_long") {
            this.#positions = end.positions;
            return this.#change({ state: "ended", end });
          }
        } catch (problem) {
          if (signal.aborted) return;
          if (!(problem instanceof ApiProblem) || !problem.passing || failures >= 5) {
            return this.#change({
              state: "failed",
              problem: problem instanceof ApiProblem ? problem : undefined,
            });
          }
          this.#change({ state: "connecting" });
          await pause(problem.retryAfterMs ?? Math.min(LONGEST_WAIT_MS, 500 * 2 ** failures), signal);
        }
        query = { ...query, positions: this.#positions ?? query.positions };
      }
    } finally {
      release();
    }
  }

  #take(frame: MessageFrame): void {
    const { rows, ...counters } = frame;
    // Partitions come one after the other; among each other they are shown by time.
    this.#ring.push(rows.toSorted(byTime));
    this.#positions = frame.positions;
    this.#next = { ...this.#next, state: "live", frame: counters };
    this.#timer ??= setTimeout(() => requestAnimationFrame(() => this.#publish()), PUBLISH_MS);
  }

  /** Windows that are read backwards come newest first; the view is always oldest first. */
  #rows(): readonly Message[] {
    const rows = this.#ring.snapshot();
    return this.#query.order === "newest_first" ? rows.toSorted(byTime) : rows;
  }

  #change(change: Partial<FeedView>): void {
    this.#next = { ...this.#next, ...change };
    this.#publish();
  }

  #publish(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#view = {
      ...this.#view,
      ...this.#next,
      rows: this.#ring.version === this.#shownVersion ? this.#view.rows : this.#rows(),
      pushed: this.#ring.pushed,
    };
    this.#next = {};
    this.#shownVersion = this.#ring.version;
    for (const listener of this.#listeners) listener();
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
