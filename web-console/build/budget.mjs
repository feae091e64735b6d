// Fails the build when a page grows beyond what a first visit may cost. Sizes are brotli bytes as served.
import { existsSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

const out = process.env.NARU_OUT ?? "target/classes/web-console";
const manifest = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8"));
const limits = {
  first: 200_000,
  firstGzip: 230_000,
  css: 22_000,
  texts: 12_000,
  route: 40_000,
  messages: 55_000,
  charts: 25_000,
};

const size = (file, suffix) =>
  statSync(existsSync(`${join(out, file)}${suffix}`) ? `${join(out, file)}${suffix}` : join(out, file)).size;

/** The files a chunk needs beyond those in `loaded`: itself and its static imports. */
function closure(key, loaded = new Set()) {
  if (loaded.has(key)) return loaded;
  loaded.add(key);
  for (const next of manifest[key].imports ?? []) closure(next, loaded);
  return loaded;
}
const total = (keys, suffix = ".br") =>
  [...keys].reduce((sum, key) => sum + size(manifest[key].file, suffix), 0);
const css = (keys) =>
  [...new Set([...keys].flatMap((key) => manifest[key].css ?? []))].reduce(
    (sum, file) => sum + size(file, ".br"),
    0,
  );

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
const shell = closure(entry);
const failures = [];
function check(name, actual, limit) {
  console.log(
    `${name.padEnd(44)} ${String(Math.round(actual / 100) / 10).padStart(7)} kB of ${limit / 1000}`,
  );
  if (actual > limit) failures.push(`${name} is ${actual} bytes, its budget is ${limit}`);
}

const routes = Object.keys(manifest).filter((key) => manifest[key].isDynamicEntry);
const beyondShell = (key) => [...closure(key)].filter((part) => !shell.has(part));
const charts = routes.filter((key) => /chart/.test(key));
const texts = routes.filter((key) => /src\/text\/..\/index/.test(key));
const laterTexts = routes.filter((key) => /src\/text\/..\/rest/.test(key));
const pages = routes.filter((key) => ![charts, texts, laterTexts].flat().includes(key));
const longestText = (suffix) => Math.max(...texts.map((key) => total([key], suffix)));
const heaviest = pages
  .map((key) => ({ key, parts: beyondShell(key) }))
  .sort((a, b) => total(b.parts) - total(a.parts));

check(
  "first load, brotli",
  total(shell) + total(heaviest.find((p) => /home/.test(p.key))?.parts ?? []) + longestText(".br"),
  limits.first,
);
check(
  "first load, gzip",
  total(shell, ".gz") +
    total(heaviest.find((p) => /home/.test(p.key))?.parts ?? [], ".gz") +
    longestText(".gz"),
  limits.firstGzip,
);
for (const key of laterTexts) check(key, total([key]), limits.texts);
check("CSS", css(Object.keys(manifest)), limits.css);
if (charts.length > 0) check("charts", total(charts), limits.charts);
for (const { key, parts } of heaviest) {
  check(key, total(parts), /messages/.test(key) ? limits.messages : limits.route);
}
// Nobody asks for the manifest once the sizes are known.
rmSync(join(out, "manifest.json"));
if (failures.length > 0) {
  console.error(failures.join("\n"));
  process.exit(1);
}
