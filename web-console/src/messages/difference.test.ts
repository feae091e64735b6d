import { describe, expect, it } from "vitest";
import type { Message } from "~/api/types";
import { textView } from "~/fake/arrivals";
import { difference } from "./difference";

const message = (value: string): Message => ({
  topic: "orders",
  partition: 0,
  offset: "1",
  timestamp: "2026-11-22T14:00:00Z",
  timestamp_type: "CREATE_TIME",
  key: textView("k"),
  value: textView(value),
  headers: [],
  size: value.length,
});

describe("the difference of two messages", () => {
  it("names the fields that changed, numbers digit for digit", () => {
    const pieces = difference(
      message('{"id":9223372036854775806,"city":"Seoul"}'),
      message('{"id":9223372036854775807,"city":"Seoul"}'),
    );
    const changed = pieces.filter(({ kind }) => kind !== "same");
    expect(changed).toEqual([
      { kind: "removed", text: '  "id": 9223372036854775806,\n' },
      { kind: "added", text: '  "id": 9223372036854775807,\n' },
    ]);
  });
});
