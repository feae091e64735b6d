import { describe, expect, it } from "vitest";
import type { Message } from "~/api/types";
import { textView } from "~/fake/arrivals";
import { and, celText, completions, fieldsOf, pathsIn, problemSpan } from "./cel";

const message = (value: string): Message => ({
  topic: "orders",
  partition: 0,
  offset: "1",
  timestamp: "2026-11-22T14:00:00Z",
  timestamp_type: "CREATE_TIME",
  key: null,
  value: textView(value),
  headers: [{ name: "content-type", value: textView("json") }],
  size: value.length,
});

describe("a filter", () => {
  it("takes any text as a text", () => {
    expect(celText("it's a \\ line\n")).toBe("'it\\'s a \\\\ line\\n'");
  });

  it("is narrowed without changing what stood there", () => {
    expect(and("", "key == 'a'")).toBe("key == 'a'");
    expect(and("size > 10", "key == 'a'")).toBe("size > 10 && key == 'a'");
    expect(and("size > 10 || partition == 1", "key == 'a'")).toBe(
      "(size > 10 || partition == 1) && key == 'a'",
    );
  });

  it("knows the fields of the rows, numbers digit for digit", () => {
    const row = message('{"trace":9223372036854775807,"items":[{"a-b":"x"}],"ok":true}');
    expect(fieldsOf(row)).toEqual([
      { path: "value.trace", text: "9223372036854775807", literal: "9223372036854775807" },
      { path: "value.items[0]['a-b']", text: "x", literal: "'x'" },
      { path: "value.ok", text: "true", literal: "true" },
    ]);
    expect(pathsIn([row])).toContain("headers['content-type']");
  });

  it("offers what completes the word at the caret, not inside a text", () => {
    const paths = ["value", "value.amount", "valueText"];
    expect(completions("size > 1 && val", 15, paths)).toEqual({ from: 12, offered: paths });
    expect(completions("key == 'val", 11, paths).offered).toEqual([]);
  });

  it("is underlined where it is wrong", () => {
    expect(problemSpan("size > 1 && vaule.a", { line: 1, column: 13 })).toEqual({ from: 12, to: 17 });
    expect(problemSpan("key ==", { line: 1, column: 7 })).toEqual({ from: 5, to: 6 });
  });
});
