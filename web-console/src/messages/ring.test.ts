import { describe, expect, it } from "vitest";
import type { Message } from "~/api/types";
import { Ring } from "./ring";

const message = (offset: number, value = "x"): Message => ({
  topic: "orders",
  partition: 0,
  offset: String(offset),
  timestamp: "2026-11-22T14:03:07.123Z",
  timestamp_type: "CREATE_TIME",
  key: null,
  value: { encoding: "text", data: value, size: value.length, truncated: false },
  headers: [],
  size: value.length,
});

const many = (from: number, count: number, value?: string) =>
  Array.from({ length: count }, (_, at) => message(from + at, value));

describe("the ring of messages", () => {
  it("keeps the newest ten thousand rows", () => {
    const ring = new Ring();
    ring.push(many(0, 9_999));
    ring.push(many(9_999, 500));
    const rows = ring.snapshot();
    expect(rows.length).toBeLessThanOrEqual(10_000);
    expect(rows.at(-1)?.offset).toBe("10498");
    expect(ring.pushed).toBe(10_499);
    expect(ring.dropped).toBe(10_499 - rows.length);
  });

  it("is bounded in bytes too", () => {
    const ring = new Ring();
    const large = "x".repeat(100_000);
    for (let at = 0; at < 10; at += 1) ring.push(many(at * 100, 100, large));
    expect(ring.snapshot().length * 200_000).toBeLessThanOrEqual(32_000_000);
    expect(ring.snapshot().at(-1)?.offset).toBe("999");
  });

  it("gives snapshots that later rows don't change", () => {
    const ring = new Ring();
    ring.push(many(0, 3));
    const before = ring.snapshot();
    ring.push(many(3, 3));
    expect(before.length).toBe(3);
  });
});
