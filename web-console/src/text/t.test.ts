import { describe, expect, it } from "vitest";
import { t } from "./t";

describe("texts", () => {
  it("chooses the plural by the number", () => {
    expect(t("topics.count", { count: 1 })).toBe("1 topic");
    expect(t("topics.count", { count: 0 })).toBe("0 topics");
    expect(t("topics.count", { count: 12_345 })).toBe("12,345 topics");
  });

  it("fills plurals and names in one text", () => {
    expect(t("topics.deleteFacts", { messages: "12", partitions: 1, size: "4 kB" })).toBe(
      "12 messages in 1 partition, 4 kB.",
    );
  });

  it("does not read a value as a pattern", () => {
    expect(t("topics.deleteNamed", { name: "{name}" })).toBe("Delete {name}");
  });
});
