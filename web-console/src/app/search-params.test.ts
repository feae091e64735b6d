import { describe, expect, it } from "vitest";
import { parseSearch, stringifySearch } from "./search-params";

describe("search parameters", () => {
  it("stay strings, whatever they look like", () => {
    expect(parseSearch("?offset=9223372036854775806&live=true&a=1e3")).toEqual({
      offset: "9223372036854775806",
      live: "true",
      a: "1e3",
    });
  });

  it("leave out what is not set", () => {
    expect(stringifySearch({ start: undefined, text: "", partition: "3" })).toBe("?partition=3");
    expect(stringifySearch({})).toBe("");
  });

  it("survive the way there and back", () => {
    const search = { text: "a=b&c +%", partition: "0,3" };
    expect(parseSearch(stringifySearch(search))).toEqual(search);
  });
});
