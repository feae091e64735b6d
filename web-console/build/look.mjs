// Opens the pages of the console on the in-memory API and fails when one of them is not as every page has to be: axe finds nothing by any
// of its rules, nothing is cut or wider than the window, Tab reaches everything and shows where it is, the layout does not shift, keys and
// clicks are answered within 100 ms (p95), the console logs no error and the policy is not violated. Pictures go to target/look.
// Usage: npm run look [-- page ...] [--theme=dark] [--width=390] [--language=ko] [--state=error] for what is named,
//        -- --pictures  writes the pictures under docs/images/console and docs/console.md, which shows them, and checks nothing,
//        -- --sample  each page once, every other one in one more state; states, widths, themes and languages are taken in turn,
//        -- --long    every page in every state, width, theme and language.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { chromium } from "playwright-core";
import { accessible, answers, byKeyboard, still, watch, whole } from "./look/checks.mjs";
import { pages } from "./look/pages.mjs";
import { serve } from "./serve.mjs";

const out = "target/look";
const port = 4179;
const base = `http://127.0.0.1:${port}`;
const ANSWERED_MS = 100;
const AT_ONCE = 2;
const states = ["data", "loading", "error", "forbidden", "empty"];

const option = (name) => process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
const sample = process.argv.includes("--sample");
const pictures = process.argv.includes("--pictures");
const long = process.argv.includes("--long");
const names = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const only = (name, all, asNumber) => {
  const given = option(name);
  return given === undefined ? all : [asNumber ? Number(given) : given];
};
const themes = only("theme", ["light", "dark"]);
const widths = only("width", [1280, 390], true);
const gallery = "../docs/images/console";
/** Everything is shown once; these also in the dark and on a phone. */
const shownTwice = ["home", "overview", "topics", "messages", "message", "group", "connect", "start"];
const languages = only("language", long || sample ? ["en", "ko"] : ["en"]);
const wantedStates = only("state", long || sample ? states : ["data"]);

/** A page that is only opened can be opened in any state and language; what is done on a page is done by English names. */
const isPlain = (spec) => !spec.act && !spec.fresh && !spec.fault;

/** What to look at. */
function visits() {
  const chosen = pages.filter(({ name }) => names.length === 0 || names.includes(name));
  const ways = themes.flatMap((theme) =>
    widths.flatMap((width) => languages.map((language) => ({ theme, width, language }))),
  );
  if (pictures) {
    return chosen.flatMap((spec) => {
      const light = { spec, theme: "light", width: 1280, language: "en", state: "data" };
      const also = [
        { ...light, theme: "dark" },
        { ...light, width: 390 },
        { ...light, language: "ko" },
      ];
      return shownTwice.includes(spec.name) ? [light, ...also.slice(0, isPlain(spec) ? 3 : 2)] : [light];
    });
  }
  if (sample) {
    // Two strides without a common divisor: each state meets each way after a few dozen pages.
    return chosen.flatMap((spec, at) => {
      const way = ways[at % ways.length];
      if (!isPlain(spec)) return [{ spec, ...way, language: "en", state: "data" }];
      const data = { spec, ...way, state: "data" };
      if (at % 2 === 0) return [data];
      const other = wantedStates[1 + ((at >> 1) % (wantedStates.length - 1))];
      return [data, { spec, ...ways[(at * 3 + 5) % ways.length], state: other }];
    });
  }
  return ways.flatMap((way) =>
    chosen.flatMap((spec) =>
      isPlain(spec)
        ? wantedStates.map((state) => ({ spec, ...way, state }))
        : way.language === "en" || !long
          ? [{ spec, ...way, state: "data" }]
          : [],
    ),
  );
}

mkdirSync(out, { recursive: true });
const server = await serve("target/fake", port);
const browser = await chromium.launch({
  executablePath: process.env.CHROME_BIN ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"],
});
const failures = [];
const answered = [];
let cluster;
const followed = new Map();

/** Each look has its own: what one page keeps in the browser must not be the next one's beginning. */
async function contextFor({ theme, width, language }) {
  const context = await browser.newContext({
    viewport: { width, height: width === 390 ? 844 : 860 },
    colorScheme: theme,
    timezoneId: "Asia/Seoul",
    locale: language,
  });
  await context.addInitScript(watch);
  return context;
}

/** Ids of the in-memory API are the same at each start, so they are looked up once. */
async function addressOf(page, spec) {
  if (spec.in !== undefined && cluster === undefined) {
    await page.goto(base);
    const link = page.locator("main a[href^='/clusters/lkc-']", { hasText: "orders-prod" });
    cluster = await link.getAttribute("href");
  }
  const path = spec.in === undefined ? spec.at : cluster + spec.in;
  if (spec.follow === undefined) return path;
  if (!followed.has(spec.name)) {
    await page.goto(base + path);
    const first = page.locator("main table a").first();
    followed.set(spec.name, (await first.getAttribute("href")) + spec.follow);
  }
  return followed.get(spec.name);
}

const withState = (path, state) =>
  state === "data" ? path : path.includes("?") ? `${path}&state=${state}` : `${path}?state=${state}`;

async function look(visit) {
  const { spec, state, theme, width, language } = visit;
  const label = `${spec.name} ${state} ${theme} ${width} ${language}`;
  const context = await contextFor(visit);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const say = (sentences) => {
    for (const sentence of sentences) {
      failures.push(sentence);
      console.log(`${label}: ${sentence}`);
    }
  };
  page.on("console", (message) => message.type() === "error" && say([`console: ${message.text()}`]));
  page.on("pageerror", (error) => say([error.message]));
  try {
    const address = await addressOf(page, spec);
    const storage = {
      "naru.fake": spec.fresh && "fresh",
      "naru.faults": spec.fault && JSON.stringify(spec.fault),
    };
    await page.addInitScript((items) => {
      for (const [name, value] of Object.entries(items))
        value ? localStorage.setItem(name, value) : localStorage.removeItem(name);
    }, storage);
    await page.goto(base + withState(address, state));
    await page.waitForSelector(state === "data" ? spec.wait : "h1, main [role=alert]", { timeout: 10_000 });
    if (spec.act) await spec.act(page);
    await page.waitForTimeout(state === "data" ? (spec.settle ?? 200) : 500);
    if (pictures) {
      await picture(page, visit);
      return await context.close();
    }
    if (!spec.act) say(await still(page));
    const suffix = languages.length > 1 ? `-${language}` : "";
    const named = state === "data" ? spec.name : `${spec.name}-${state}`;
    await page.screenshot({ path: `${out}/${named}-${theme}-${width}${suffix}.png` });
    say(await whole(page));
    say(await accessible(page));
    if (width > 700) say(await byKeyboard(page));
    answered.push(...(await answers(page)));
  } catch (problem) {
    say([problem.message.split("\n").slice(0, 3).join(" ")]);
    await page.screenshot({ path: `${out}/failed-${spec.name}-${state}.png` }).catch(() => {});
  }
  await context.close();
}

/** WebP is what the browser itself writes; Playwright's own call knows PNG and JPEG alone. */
async function picture(page, { spec, theme, width, language }) {
  const marks = [theme === "dark" && "dark", width === 390 && "phone", language === "ko" && "korean"];
  const file = [spec.name, ...marks].filter(Boolean).join("-");
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 60 });
  writeFileSync(`${gallery}/${file}.webp`, Buffer.from(data, "base64"));
}

/** In the order of the pages, whatever was taken anew. */
function writeGallery() {
  const files = readdirSync(gallery).map((file) => file.replace(/\.webp$/, ""));
  const sections = pages.flatMap(({ name }) => {
    const ends = ["", "-dark", "-phone", "-korean"].map((end) => name + end);
    const own = ends.filter((file) => files.includes(file));
    const images = own.map(
      (file) =>
        `<img src="images/console/${file}.webp" width="${file.endsWith("-phone") ? 180 : 420}" alt="${file}">`,
    );
    return own.length > 0 ? [`## ${name.replaceAll("-", " ")}\n\n${images.join("\n")}\n`] : [];
  });
  const head =
    "# The console in pictures\n\nEach page on the API in memory, written by `npm run look -- --pictures` in `web-console`.\n";
  writeFileSync("../docs/console.md", `${[head, ...sections].join("\n")}`);
}

const all = visits();
if (pictures) {
  if (names.length === 0) rmSync(gallery, { recursive: true, force: true });
  mkdirSync(gallery, { recursive: true });
}
const waiting = all.values();
/** Two at a time: while one page waits for its answer the other is drawn. */
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (const visit of waiting) await look(visit);
  }),
);
await browser.close();
server.close();
if (pictures) writeGallery();

answered.sort((a, b) => a - b);
const p95 = answered[Math.floor(answered.length * 0.95)] ?? 0;
// A time measured while others use the machine says nothing of the page.
const slow = p95 > ANSWERED_MS && loadavg()[0] <= 2 * availableParallelism();
if (slow) console.log(`keys and clicks are answered in ${Math.round(p95)} ms (p95), not in ${ANSWERED_MS}`);
console.log(
  `${all.length} looks, ${failures.length} faults; ${answered.length} keys and clicks, p95 ${Math.round(p95)} ms`,
);
process.exit(failures.length > 0 || slow ? 1 : 0);
