import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import enFirst from "./en";
import enRest from "./en/rest";
import koFirst from "./ko";
import koRest from "./ko/rest";
import { languages, showLanguage } from "./language";
import { t } from "./t";

const en = { ...enFirst, ...enRest };
const ko = { ...koFirst, ...koRest };

/** A compiled text is a string or parts; a part that is no string begins with its parameter's name. */
function parameters(compiled: unknown): string[] {
  if (!Array.isArray(compiled)) return [];
  return [...new Set(compiled.filter(Array.isArray).map(([name]) => String(name)))].sort();
}

const textsOf = { en: en as Record<string, unknown>, ko: ko as Record<string, unknown> };

describe("texts", () => {
  it("have the same ids in every language", () => {
    expect(Object.keys(ko).sort()).toEqual(Object.keys(en).sort());
  });

  it("have the same parameters in every language", () => {
    const different = Object.keys(en).filter(
      (id) => String(parameters(textsOf.en[id])) !== String(parameters(textsOf.ko[id])),
    );
    expect(different).toEqual([]);
  });

  it("stand in one file a room, named alike", () => {
    const [first, ...others] = languages.map((each) => readdirSync(join("src/text", each)).sort());
    for (const other of others) expect(other).toEqual(first);
  });

  it("glue no Korean particle to a name", () => {
    const glued = readdirSync("src/text/ko").flatMap((file) =>
      readFileSync(join("src/text/ko", file), "utf8")
        .split("\n")
        .filter((line) => /\}(을|를|이|가|은|는|와|과|으로|로|이라|라)(?![가-힣])/.test(line)),
    );
    expect(glued).toEqual([]);
  });

  it("choose the plural by the number", () => {
    expect(t("topics.count", { count: 1 })).toBe("1 topic");
    expect(t("topics.count", { count: 0 })).toBe("0 topics");
    expect(t("topics.count", { count: 12_345 })).toBe("12,345 topics");
  });

  it("fill plurals and names in one text", () => {
    expect(t("topics.deleteFacts", { messages: "12", partitions: 1, size: "4 kB" })).toBe(
      "12 messages in 1 partition, 4 kB.",
    );
  });

  it("do not read a value as a pattern", () => {
    expect(t("topics.deleteNamed", { name: "{name}" })).toBe("Delete {name}");
  });

  it("are asked for while a page renders, never while a module loads", async () => {
    vi.resetModules();
    const modules = import.meta.glob([
      "../**/*.{ts,tsx}",
      "!../**/*.test.{ts,tsx}",
      "!../main.tsx",
      "!../test-setup.ts",
    ]);
    expect(Object.keys(modules).length).toBeGreaterThan(100);
    for (const load of Object.values(modules)) await load();
  });

  it("change with the language", async () => {
    await showLanguage("ko");
    try {
      expect(document.documentElement.lang).toBe("ko");
      expect(t("topics.count", { count: 12_345 })).toBe("토픽 12,345개");
    } finally {
      await showLanguage("en");
    }
  });
});
