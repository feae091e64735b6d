import { describe, expect, it } from "vitest";
import { asked, between, periodOf } from "./period";

const NOON_MS = Date.parse("2026-11-25T12:00:00Z");

describe("a chart's period", () => {
  it("is the page's own until the address says otherwise", () => {
    expect(periodOf({}, "6h")).toEqual({ range: "6h" });
    expect(periodOf({ range: "7d" }, "6h")).toEqual({ range: "7d" });
    expect(periodOf({ range: "1y", from: "yesterday" }, "6h")).toEqual({ range: "6h" });
  });

  it("goes through the address unchanged", () => {
    const search = between(NOON_MS / 1000 - 600, NOON_MS / 1000 - 60, NOON_MS / 1000);
    expect(search).toEqual({ from: "2026-11-25T11:50:00Z", to: "2026-11-25T11:59:00Z" });
    expect(periodOf(search, "15m")).toEqual({ fromS: NOON_MS / 1000 - 600, toS: NOON_MS / 1000 - 60 });
  });

  it("never ends in the future and is never too short to draw", () => {
    const search = between(NOON_MS / 1000 - 1, NOON_MS / 1000 + 30, NOON_MS / 1000);
    expect(search).toEqual({ from: "2026-11-25T11:59:45Z", to: "2026-11-25T12:00:00Z" });
  });

  it("asks for at most 400 steps, none shorter than what is measured", () => {
    expect(asked({ range: "15m" }, 5, NOON_MS)).toMatchObject({ from: "2026-11-25T11:45:00.000Z", step: 5 });
    expect(asked({ range: "15m" }, 60, NOON_MS).step).toBe(60);
    const day = { fromS: NOON_MS / 1000 - 86_400, toS: NOON_MS / 1000 };
    expect(asked(day, 5, NOON_MS).step).toBe(300);
    expect(asked({ ...day, fromS: day.toS - 60 }, 5, NOON_MS).step).toBe(5);
  });
});
