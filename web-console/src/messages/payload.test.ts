import { describe, expect, it } from "vitest";
import { pretty } from "~/ui/json/pretty";
import { hexDump, oneLine, visible } from "./payload";
import { fillTemplate } from "./template";

const text = (data: string) => ({ encoding: "text" as const, data, size: data.length, truncated: false });

describe("payloads on the screen", () => {
  it("shows control characters and marks that turn the direction of text", () => {
    expect(visible("a\nb\u202ec")).toBe("a\u240ab\u25a1c");
  });

  it("tells an empty text from none", () => {
    expect(oneLine(text(""))).toBe('""');
  });

  it("indents JSON and keeps every digit", () => {
    expect(pretty('{"id":9223372036854775806,"x":1.10}')).toBe(
      '{\n  "id": 9223372036854775806,\n  "x": 1.10\n}',
    );
  });

  it("takes what is no JSON for text", () => {
    expect(pretty("{not json")).toBeUndefined();
  });

  it("dumps bytes as hexadecimal with what is readable", () => {
    expect(hexDump(new TextEncoder().encode("orders\u0001"))).toContain("6f 72 64 65 72 73 01");
    expect(hexDump(new TextEncoder().encode("orders\u0001"))).toContain("orders.");
  });

  it("fills what is produced several times", () => {
    expect(fillTemplate("order-{{i}}", 7)).toBe("order-7");
    expect(fillTemplate("{{uuid}}", 1)).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(fillTemplate("{{other}}", 1)).toBe("{{other}}");
  });
});
