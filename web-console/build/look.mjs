// Opens every page of the console on the in-memory API, in both themes and widths, saves a picture of each, runs axe-core over
// it, and fails when axe finds anything, the console logs an error, or the policy is violated.
// Usage: npm run look [-- page ... --theme=dark --width=390 --language=ko]; pictures go to target/look.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import { serve } from "./serve.mjs";

const out = "target/look";
mkdirSync(out, { recursive: true });
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const port = 4179;
const server = await serve("target/fake", port);
const base = `http://127.0.0.1:${port}`;

const cluster = async (page) =>
  await page.locator("main a[href^='/clusters/lkc-']", { hasText: "orders-prod" }).getAttribute("href");
const inCluster = (path) => async (page) => {
  await page.goto(`${base}/`);
  await page.waitForSelector("main a[href^='/clusters/lkc-']");
  await page.goto(`${base}${await cluster(page)}${path}`);
};
const at = (path) => (page) => page.goto(`${base}${path}`);

/** Name, how to get there, what to wait for, what to set up. */
const pages = [
  { name: "signup", go: at("/signup"), wait: "form", fresh: true },
  { name: "login", go: at("/login"), wait: "form", fresh: true },
  { name: "home", go: at("/"), wait: "main table" },
  { name: "overview", go: inCluster(""), wait: "canvas", settle: 800 },
  { name: "topics", go: inCluster("/topics"), wait: "main table", settle: 500 },
  { name: "topics-new", go: inCluster("/topics-new"), wait: "form" },
  {
    name: "messages",
    go: inCluster("/topics/orders/messages"),
    wait: "[role=grid] [data-index]",
    settle: 1200,
  },
  {
    name: "message",
    go: inCluster("/topics/orders/messages?live=off"),
    wait: "[role=grid] [data-index]",
    act: async (page) => {
      await page.locator("[role=grid] [data-index='2']").click();
      await page.waitForSelector("aside");
    },
    settle: 500,
  },
  {
    name: "fields",
    go: inCluster("/topics/orders/messages?live=off&columns=value.amount,value.city"),
    wait: "[role=grid] [data-index]",
    act: async (page) => {
      await page.locator("[role=grid] [data-index='2']").click();
      await page.locator("aside").getByText("Fields").click();
      await page.waitForSelector("aside table");
    },
    settle: 300,
  },
  {
    name: "difference",
    go: inCluster("/topics/orders/messages?live=off"),
    wait: "[role=grid] [data-index]",
    act: async (page) => {
      await page.locator("[role=grid] [data-index='2']").click();
      await page.locator("aside").getByRole("link", { name: "Compare" }).click();
      await page.locator("aside").getByRole("button", { name: "Previous offset" }).click();
      await page.waitForSelector("aside pre");
      await page.mouse.move(0, 400);
    },
    settle: 300,
  },
  {
    name: "filter-wrong",
    go: inCluster(
      "/topics/orders/messages?live=off&filter=value.amount+%3E+100+%26%26+vaule.city+%3D%3D+%27Seoul%27",
    ),
    wait: "[role=combobox][aria-invalid=true]",
    settle: 300,
  },
  {
    name: "search",
    go: inCluster("/topics/orders/messages?start=oldest&order=newest&filter=value.amount+%3E+300"),
    wait: "[role=grid] [data-index]",
    settle: 300,
  },
  {
    name: "produce",
    go: inCluster("/topics/shipments/messages?produce=open"),
    wait: "aside form",
    settle: 500,
  },
  { name: "partitions", go: inCluster("/topics/orders/partitions"), wait: "main table", settle: 800 },
  { name: "configs", go: inCluster("/topics/orders/configs"), wait: "main table" },
  {
    name: "config-edit",
    go: inCluster("/topics/orders/configs"),
    wait: "main table",
    act: async (page) => {
      await page.getByRole("button", { name: "Edit retention.ms" }).click();
      await page.waitForSelector("[role=dialog] input");
    },
    settle: 300,
  },
  { name: "topic-settings", go: inCluster("/topics/orders/settings"), wait: "main form" },
  {
    name: "topic-delete",
    go: inCluster("/topics/orders/settings"),
    wait: "main form",
    act: async (page) => {
      await page.getByRole("button", { name: "Delete orders" }).click();
      await page.waitForSelector("[role=dialog] input");
    },
    settle: 300,
  },
  { name: "groups", go: inCluster("/groups"), wait: "main table", settle: 300 },
  { name: "group", go: inCluster("/groups/audit"), wait: "main table", settle: 800 },
  {
    name: "group-reset",
    go: inCluster("/groups/audit/reset"),
    wait: "main form",
    act: async (page) => {
      await page.getByRole("button", { name: "Dry run" }).click();
      await page.waitForSelector("main table");
    },
    settle: 300,
  },
  { name: "connect", go: inCluster("/connect?lang=python"), wait: "pre", settle: 300 },
  { name: "keys", go: inCluster("/keys"), wait: "main table" },
  { name: "keys-new", go: inCluster("/keys-new"), wait: "form" },
  {
    name: "key-made",
    go: inCluster("/keys-new"),
    wait: "form",
    act: async (page) => {
      await page.getByRole("button", { name: "Create key" }).click();
      await page.waitForSelector("text=Copy or download");
    },
    settle: 200,
  },
  { name: "cluster-settings", go: inCluster("/settings"), wait: "form" },
  { name: "api-keys", go: at("/api-keys"), wait: "main table" },
  {
    name: "api-key",
    go: async (page) => {
      await page.goto(`${base}/api-keys`);
      await page.waitForSelector("main table a");
      await page.goto(base + (await page.locator("main table a").first().getAttribute("href")));
    },
    wait: "dl",
  },
  { name: "environments", go: at("/environments"), wait: "main table" },
  {
    name: "environment-settings",
    go: async (page) => {
      await page.goto(`${base}/environments`);
      await page.waitForSelector("main table a");
      await page.goto(`${base}${await page.locator("main table a").first().getAttribute("href")}/settings`);
    },
    wait: "main form",
  },
  {
    name: "environments-new",
    go: at("/environments-new"),
    wait: "main form",
    act: (page) => page.locator("main summary").click(),
  },
  { name: "service-accounts", go: at("/service-accounts"), wait: "main table" },
  { name: "settings", go: at("/settings/me"), wait: "dl" },
  { name: "security", go: at("/settings/security"), wait: "main table" },
  {
    name: "second-factor",
    go: at("/settings/security"),
    wait: "main table",
    act: async (page) => {
      const form = page.locator("main form").nth(1);
      await form.locator("input").fill("correct horse battery");
      await form.locator("button[type=submit]").click();
      await page.waitForSelector("main svg[role=img]");
    },
  },
  { name: "settings-organization", go: at("/settings/organization"), wait: "main form" },
  { name: "mailbox", go: at("/settings/mailbox"), wait: "main h2" },
  { name: "members", go: at("/members"), wait: "main table" },
  { name: "invitations", go: at("/members/invitations"), wait: "main table" },
  { name: "roles", go: at("/members/roles"), wait: "main table" },
  { name: "members-access", go: at("/members/access"), wait: "main table" },
  { name: "members-invite", go: at("/members-invite"), wait: "main form" },
  {
    name: "access-new",
    go: at("/access-new"),
    wait: "main form",
    act: (page) => page.locator("main summary").click(),
  },
  { name: "cluster-access", go: inCluster("/access"), wait: "main table" },
  { name: "audit-log", go: at("/audit-log"), wait: "main table" },
  {
    name: "audit-row",
    go: at("/audit-log"),
    wait: "main table",
    act: async (page) => {
      await page.getByRole("button", { name: "cluster.update" }).click();
      await page.waitForSelector("[role=dialog] dl");
    },
    settle: 400,
  },
  { name: "usage", go: at("/usage"), wait: "canvas", settle: 500 },
  { name: "forgot", go: at("/forgot"), wait: "form", fresh: true },
  { name: "reset", go: at("/reset#token=good"), wait: "form", fresh: true },
  { name: "verify", go: at("/verify#token=good"), wait: "button", fresh: true },
  { name: "invitation", go: at("/invitation#token=good"), wait: "form" },
  { name: "not-found", go: at("/clusters/lkc-nothing"), wait: "h1" },
  { name: "clusters-new", go: at("/clusters-new"), wait: "form" },
  {
    name: "home-empty",
    go: at("/signup"),
    fresh: true,
    wait: "form",
    act: async (page) => {
      await signUp(page);
      await page.locator("header a[href='/']").first().click();
      await page.waitForSelector("text=No cluster yet");
    },
    settle: 300,
  },
  {
    name: "start",
    go: at("/signup"),
    fresh: true,
    wait: "form",
    act: async (page) => {
      await signUp(page);
      await page.getByRole("button", { name: "Create cluster" }).click();
      await page.getByRole("button", { name: "Create topic" }).click();
      await page.getByRole("button", { name: "Create key" }).click();
      await page.waitForSelector("pre");
    },
    settle: 400,
  },
  {
    name: "palette",
    go: at("/"),
    wait: "main table",
    act: async (page) => {
      await page.keyboard.press("Control+k");
      await page.waitForSelector("[role=dialog] input");
      await page.keyboard.type("or");
    },
    settle: 400,
  },
  {
    name: "shortcuts",
    go: at("/"),
    wait: "main table",
    act: async (page) => {
      await page.keyboard.press("Shift+Slash");
      await page.waitForSelector("[role=dialog] kbd");
    },
    settle: 300,
  },
  {
    name: "topics-error",
    go: at("/"),
    wait: "main table",
    fault: [{ path: "/kafka/v3", status: 503 }],
    path: "/topics",
    text: "Retry",
  },
  {
    name: "topics-forbidden",
    go: at("/"),
    wait: "main table",
    fault: [{ path: "/kafka/v3", status: 403 }],
    path: "/topics",
    text: "no right",
  },
  {
    name: "session-over",
    go: at("/"),
    wait: "main table",
    fault: [{ path: "/iam/v2/service-accounts", status: 401 }],
    open: "/service-accounts",
    text: "session is over",
  },
  {
    name: "offline",
    go: at("/"),
    wait: "main table",
    fault: [{ path: "/iam/v2/service-accounts", status: 0 }],
    open: "/service-accounts",
    text: "offline since",
  },
];

async function signUp(page) {
  await page.getByLabel("E-mail").fill("kim@acme.example");
  await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
  await page.getByLabel("Organization").fill("Acme");
  await page.getByRole("button", { name: "Create account" }).click();
  await page.waitForURL("**/start");
}

const wanted = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const option = (name) => process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
const themes = option("theme") ? [option("theme")] : ["light", "dark"];
const widths = option("width") ? [Number(option("width"))] : [1280, 390];
const language = option("language") ?? "en";
const chosen = wanted.length > 0 ? pages.filter((page) => wanted.includes(page.name)) : pages;
const browser = await chromium.launch({
  executablePath: process.env.CHROME_BIN ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
  ],
});
const failures = [];

for (const scheme of themes) {
  for (const width of widths) {
    for (const spec of chosen) {
      const context = await browser.newContext({
        viewport: { width, height: width === 390 ? 844 : 860 },
        colorScheme: scheme,
        timezoneId: "Asia/Seoul",
        locale: language,
      });
      const page = await context.newPage();
      const label = `${spec.name} ${scheme} ${width}`;
      page.on("console", (message) => {
        if (message.type() === "error") failures.push(`${label}: console: ${message.text()}`);
      });
      page.on("pageerror", (error) => failures.push(`${label}: ${error.message}`));
      if (spec.fresh) await page.addInitScript(() => localStorage.setItem("naru.fake", "fresh"));
      try {
        await spec.go(page);
        await page.waitForSelector(spec.wait, { timeout: 8000 });
        if (spec.fault) {
          await page.evaluate(
            (fault) => localStorage.setItem("naru.faults", JSON.stringify(fault)),
            spec.fault,
          );
          await page.goto(base + (spec.open ?? (await cluster(page)) + spec.path));
          await page.waitForSelector(`text=${spec.text}`, { timeout: 8000 });
        } else if (spec.act) await spec.act(page);
        await page.waitForTimeout(spec.settle ?? 150);
        await page.screenshot({ path: `${out}/${spec.name}-${scheme}-${width}.png` });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1);
        if (wide) failures.push(`${label}: the page is wider than its window`);
        await page.evaluate(axeSource);
        const { violations } = await page.evaluate(() => axe.run({ resultTypes: ["violations"] }));
        for (const violation of violations) {
          const where = violation.nodes
            .slice(0, 3)
            .map((node) => node.target.join(" "))
            .join(" | ");
          failures.push(`${label}: axe ${violation.impact} ${violation.id}: ${violation.help} (${where})`);
        }
      } catch (problem) {
        failures.push(`${label}: ${problem.message.split("\n")[0]}`);
        await page.screenshot({ path: `${out}/${spec.name}-${scheme}-${width}.png` }).catch(() => {});
      }
      await context.close();
    }
  }
}
await browser.close();
server.close();
console.log(failures.join("\n") || `all ${chosen.length} pages are clean in both themes and widths`);
process.exit(failures.length > 0 ? 1 : 0);
