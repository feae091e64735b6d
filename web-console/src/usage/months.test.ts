import { expect, it } from "vitest";
import { monthsBefore, thisMonth } from "./months";

it("counts months back over the turn of a year, in UTC", () => {
  expect(monthsBefore("2027-02", 4)).toEqual(["2027-02", "2027-01", "2026-12", "2026-11"]);
  expect(thisMonth(Date.parse("2026-11-30T23:59:59Z"))).toBe("2026-11");
});
