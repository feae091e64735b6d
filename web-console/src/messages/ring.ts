import type { Message } from "~/api/types";

const MOST_ROWS = 10_000;
const MOST_BYTES = 32_000_000;
/** Dropped in slices: dropping one by one would move ten thousand rows for each new one. */
const SLICE = 500;

/** What a row costs to keep, roughly: its texts in UTF-16 and the objects around them. */
function cost(message: Message): number {
  const headers = message.headers.reduce(
    (bytes, header) => bytes + header.name.length + (header.value?.data.length ?? 0),
    0,
  );
  return 400 + 2 * ((message.key?.data.length ?? 0) + (message.value?.data.length ?? 0) + headers);
}

export const idOf = (message: Message): string => `${message.partition}:${message.offset}`;

/** The newest messages of a stream, bounded in rows and bytes. It lives outside React, which is told at most ten times a second. */
export class Ring {
  #rows: Message[] = [];
  #costs: number[] = [];
  #bytes = 0;
  #dropped = 0;
  #version = 0;

  push(messages: readonly Message[]): void {
    if (messages.length > 0) this.#version += 1;
    for (const message of messages) {
      const bytes = cost(message);
      this.#rows.push(message);
      this.#costs.push(bytes);
      this.#bytes += bytes;
    }
    while (this.#rows.length > MOST_ROWS || (this.#bytes > MOST_BYTES && this.#rows.length > 1)) {
      const slice = Math.min(SLICE, this.#rows.length - 1);
      this.#rows.splice(0, slice);
      for (const bytes of this.#costs.splice(0, slice)) this.#bytes -= bytes;
      this.#dropped += slice;
    }
  }

  clear(): void {
    this.#version += 1;
    this.#rows = [];
    this.#costs = [];
    this.#bytes = 0;
    this.#dropped = 0;
  }

  /** The rows as they are now, oldest first; later pushes don't change it. */
  snapshot(): readonly Message[] {
    return this.#rows.slice();
  }

  /** Another number whenever the rows are others. */
  get version(): number {
    return this.#version;
  }

  /** How many rows were dropped to make room. */
  get dropped(): number {
    return this.#dropped;
  }

  /** How many rows were ever pushed. */
  get pushed(): number {
    return this.#dropped + this.#rows.length;
  }
}
