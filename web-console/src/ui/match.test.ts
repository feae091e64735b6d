import { describe, expect, it } from "vitest";
import { matcher } from "./match";

const names = ["orders", "orders.dead-letters", "payments", "Payments.v2"];

function found(typed: string, regular = false): string[] {
  const made = matcher(typed, regular);
  return "matches" in made ? names.filter(made.matches) : [made.problem];
}

describe("a list's filter", () => {
  it("finds a part of the name in any case", () => {
    expect(found("pay")).toEqual(["payments", "Payments.v2"]);
    expect(found("")).toEqual(names);
  });

  it("takes * for any characters and every other sign for itself", () => {
    expect(found("*.*")).toEqual(["orders.dead-letters", "Payments.v2"]);
    expect(found("orders*")).toEqual(["orders", "orders.dead-letters"]);
    expect(found("p.*")).toEqual([]);
  });

  it("takes a regular expression when asked, and says what is wrong with a bad one", () => {
    expect(found("^p.*\\.v\\d$", true)).toEqual(["Payments.v2"]);
    expect(found("(", true)[0]).toMatch(/unterminated|parenthes/i);
  });
});
