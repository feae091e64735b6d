import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import first from "./text/en";
import rest from "./text/en/rest";

const root = join(process.cwd(), "src");
const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(tsx?|css)$/.test(entry.name) && entry.name !== "generated.ts")
  .map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return { path: relative(root, path), text: readFileSync(path, "utf8") };
  });
const sources = files.filter(({ path }) => /\.tsx?$/.test(path) && !path.includes(".test."));

/** What every room may use; all other folders are rooms and know nothing of each other. */
const shared = new Set(["api", "ui", "text", "theme", "parts", "snippets"]);
const roomOf = (path: string) => path.split("/")[0] ?? "";

describe("the rules of the house", () => {
  it("keeps raw colours in the theme", () => {
    const elsewhere = files.filter(
      ({ path, text }) =>
        !path.startsWith("theme/") &&
        !path.includes(".test.") &&
        /#[0-9a-fA-F]{6}\b|\brgba?\(|\bhsla?\(/.test(text),
    );
    expect(elsewhere.map(({ path }) => path)).toEqual([]);
  });

  it("lets no room know another", () => {
    const crossings = sources.flatMap(({ path, text }) => {
      const room = roomOf(path);
      if (!path.includes("/") || room === "app" || room === "fake") return [];
      return [...text.matchAll(/from "~\/([a-z-]+)\//g)]
        .map((match) => match[1] ?? "")
        .filter((other) => other !== room && !shared.has(other))
        .map((other) => `${path} -> ${other}`);
    });
    expect(crossings).toEqual([]);
  });

  it("lets ui know no API", () => {
    const knowing = sources.filter(({ path, text }) => path.startsWith("ui/") && text.includes('"~/api/'));
    expect(knowing.map(({ path }) => path)).toEqual([]);
  });

  it("keeps the texts in text/", () => {
    const outside = sources
      .filter(({ path }) => path.endsWith(".tsx"))
      .flatMap(({ path, text }) =>
        [...text.matchAll(/>\s*([A-Z][a-z]+ [a-z][^<>{}]*)</g)].map((match) => `${path}: ${match[1]}`),
      );
    expect(outside).toEqual([]);
  });

  it("uses every text", () => {
    const all = sources
      .filter(({ path }) => !/^text\/[a-z]{2}\//.test(path))
      .map(({ text }) => text)
      .join("\n");
    const templates = [...all.matchAll(/t\(`([a-z]+)\.\$\{/g)].map((match) => `${match[1]}.`);
    const unused = Object.keys({ ...first, ...rest }).filter(
      (id) => !all.includes(`"${id}"`) && !templates.some((start) => id.startsWith(start)),
    );
    expect(unused).toEqual([]);
  });

  it("lets the first load say only what comes with it", () => {
    const fileOf = (from: string, name: string) => {
      const base = name.startsWith("~/") ? name.slice(2) : join(from, "..", name);
      return sources.find(({ path }) => [base, `${base}.ts`, `${base}.tsx`].includes(path));
    };
    const loaded = new Set<(typeof sources)[number]>();
    const load = (file: (typeof sources)[number] | undefined) => {
      if (!file || loaded.has(file)) return;
      loaded.add(file);
      for (const [, name] of file.text.matchAll(/^(?:import|export)(?! type)[^;]*?"([~.][^"]+)";/gm))
        load(fileOf(file.path, name ?? ""));
    };
    const routes = sources.filter(({ path }) => /^app\/.*routes\.ts$/.test(path));
    const early = routes.flatMap(({ text }) => [
      ...text.matchAll(/lazyRouteComponent\(\s*\(\) => import\("([^"]+)"/g),
    ]);
    expect(early.map(([, name]) => name)).toContain("~/home/home-page");
    for (const [, name] of early) load(fileOf("", name ?? ""));
    for (const path of ["main.tsx", "app/rail-drawer.tsx"]) load(fileOf("", `~/${path}`));
    expect(loaded.size).toBeGreaterThan(50);
    const late = [...loaded].flatMap(({ path, text }) =>
      Object.keys(rest)
        .filter((id) => text.includes(`"${id}"`))
        .map((id) => `${path}: ${id}`),
    );
    expect(late).toEqual([]);
  });

  it("keeps files within 300 lines", () => {
    const long = sources
      .filter(({ text }) => text.split("\n").length > 300)
      .map(({ path, text }) => `${path}: ${text.split("\n").length}`);
    expect(long).toEqual([]);
  });
});
