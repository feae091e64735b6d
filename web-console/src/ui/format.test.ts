import { describe, expect, it } from "vitest";
import { bytes, clock, exactSpan, integer, minus, span, sum } from "./format";
import { groupFromPath, groupToPath } from "./group-id";

describe("figures", () => {
  it("keeps every digit of a 64-bit number", () => {
    expect(integer("9223372036854775807")).toBe("9,223,372,036,854,775,807");
    expect(minus("9223372036854775807", "9223372036854775806")).toBe("1");
    expect(sum(["9223372036854775807", "1"])).toBe("9223372036854775808");
  });

  it("shows bytes in decimal units with three digits", () => {
    expect(bytes(0)).toBe("0 B");
    expect(bytes(999)).toBe("999 B");
    expect(bytes(1048588)).toBe("1.05 MB");
    expect(bytes("999999")).toBe("1 MB");
  });

  it("says a length of time in one unit", () => {
    expect(span(420)).toBe("420 ms");
    expect(span(3200)).toBe("3.2 s");
    expect(span(840_000)).toBe("14 min");
  });

  it("says a configuration's value exactly or not at all", () => {
    expect(exactSpan("604800000")).toBe("7 days");
    expect(exactSpan("3600000")).toBe("1 hour");
    expect(exactSpan("604800001")).toBeUndefined();
    expect(exactSpan("9223372036854775807")).toBeUndefined();
  });

  it("shows a moment in UTC to the millisecond", () => {
    expect(clock(Date.UTC(2026, 10, 22, 14, 3, 7, 123), "utc")).toBe("2026-11-22 14:03:07.123");
  });
});

describe("group ids in addresses", () => {
  it("leaves plain ids as they are", () => {
    expect(groupToPath("billing.v2")).toBe("billing.v2");
  });

  it("carries any text there and back", () => {
    for (const id of [".", "..", "a/b?c#d", "창고 서울", "~x", ""]) {
      expect(groupFromPath(groupToPath(id))).toBe(id);
    }
  });
});
