import { describe, expect, it } from "vitest";
import { moment, streamQuery } from "./question";

describe("what the address asks of the stream", () => {
  it("is the newest messages, live, when it says nothing", () => {
    expect(streamQuery("orders", {})).toMatchObject({ start: "newest", count: 50, follow: true });
  });

  it("keeps an offset digit for digit", () => {
    expect(
      streamQuery("orders", { start: "offset", offset: "9223372036854775806", partition: "0,3" }),
    ).toMatchObject({
      offset: "9223372036854775806",
      partitions: [0, 3],
    });
  });

  it("counts a relative time from now", () => {
    const now = Date.UTC(2026, 10, 22, 14, 0, 0);
    expect(moment("-1h", now)).toBe("2026-11-22T13:00:00.000Z");
    expect(moment("nonsense", now)).toBeUndefined();
  });

  it("falls back to live when a time is no time", () => {
    expect(streamQuery("orders", { start: "time", time: "nonsense" })).toMatchObject({ start: "newest" });
  });
});
