// What holds for every page in every state. Each check answers with sentences, none when all is well.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * All rules axe has but two: one asks for a contrast of 7:1 where 4.7:1 was decided, the other, an experiment, knows no picture that arrow
 * keys move through and no row that opens.
 */
const OFF = ["color-contrast-enhanced", "focus-order-semantics"];

export async function accessible(page) {
  await page.evaluate(axeSource);
  const violations = await page.evaluate(async (off) => {
    const rules = Object.fromEntries(
      axe.getRules().map(({ ruleId }) => [ruleId, { enabled: !off.includes(ruleId) }]),
    );
    const found = await axe.run({ resultTypes: ["violations"], rules });
    return found.violations.map(({ id, impact, help, nodes }) => ({
      sentence: `axe ${impact} ${id}: ${help}`,
      where: nodes.slice(0, 3).map((node) => node.target.join(" ")),
    }));
  }, OFF);
  return violations.map(({ sentence, where }) => `${sentence} (${where.join(" | ")})`);
}

/** Nothing is wider than its window, and no text is cut by a box that neither scrolls nor says so by an ellipsis with a title. */
export async function whole(page) {
  return page.evaluate(() => {
    const found = [];
    if (document.documentElement.scrollWidth > innerWidth + 1)
      found.push("the page is wider than its window");
    const cuts = (style) => style !== "visible" && style !== "auto" && style !== "scroll";
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() && found.length < 5) {
      const node = walker.currentNode;
      const text = node.data.trim();
      const parent = node.parentElement;
      // Rows of messages are one line each by design, their panel shows all; what is unseen is for screen readers.
      if (!text || !parent?.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      if (parent.closest("[role=grid], [data-index], .unseen, svg, title, [data-cut]")) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      if (box.width < 2) continue;
      for (let at = parent; at && at !== document.body; at = at.parentElement) {
        const style = getComputedStyle(at);
        const edge = at.getBoundingClientRect();
        if (edge.width <= 2 || style.overflowX === "auto" || style.overflowX === "scroll") break;
        if (cuts(style.overflowX) && (box.right > edge.right + 1.5 || box.left < edge.left - 1.5)) {
          if (style.textOverflow !== "ellipsis" || !at.closest("[title]"))
            found.push(`cut: “${text.slice(0, 60)}”`);
          break;
        }
      }
    }
    return found;
  });
}

const FOCUSABLE =
  "a[href], button:not([disabled]), input:not([disabled]):not([type=hidden]), select, textarea, summary, [tabindex='0']";
const MOST_TABS = 160;

/** Tab reaches everything that can be used, and what has the focus shows it. */
export async function byKeyboard(page) {
  const wanted = await page.evaluate((selector) => {
    const inDialog = document.querySelector("[role=dialog]");
    if (!inDialog) document.activeElement?.blur();
    const seen = [...(inDialog ?? document).querySelectorAll(selector)].filter((each) => {
      // Rows of a live list come and go while Tab is pressed.
      if (each.tabIndex < 0 || each.closest("[aria-hidden=true], [inert], [role=grid] [data-index]"))
        return false;
      return each.checkVisibility({ visibilityProperty: true });
    });
    for (const [at, each] of seen.entries()) each.dataset.lookAt = String(at);
    return seen.length;
  }, FOCUSABLE);
  const reached = new Set();
  const found = [];
  for (let press = 0; press < Math.min(MOST_TABS, wanted + 12); press += 1) {
    await page.keyboard.press("Tab");
    const now = await page.evaluate(() => {
      const each = document.activeElement;
      if (!each || each === document.body) return {};
      const shows = (element) => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
        return (outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0) || boxShadow !== "none";
      };
      const around = [each, each.parentElement, each.nextElementSibling, each.closest("label")];
      const edge = getComputedStyle(each).borderColor;
      const visible = around.some((element) => element && shows(element)) || each.matches("input, textarea");
      const name = each.getAttribute("aria-label") ?? each.textContent?.trim().slice(0, 40) ?? each.tagName;
      return { at: each.dataset.lookAt, visible, edge, name: `${each.tagName.toLowerCase()} ${name}` };
    });
    if (now.at !== undefined && reached.has(now.at) && reached.size >= wanted) break;
    if (now.at !== undefined) reached.add(now.at);
    if (now.visible === false) found.push(`the focus on ${now.name} cannot be seen`);
  }
  const missed = await page.evaluate(
    (at) =>
      [...document.querySelectorAll("[data-look-at]")]
        .filter((each) => !at.includes(each.dataset.lookAt) && each.type !== "radio")
        .map((each) => each.getAttribute("aria-label") ?? each.textContent?.trim().slice(0, 40)),
    [...reached],
  );
  if (wanted < MOST_TABS && missed.length > 0)
    found.push(`Tab does not reach ${missed.slice(0, 4).join(", ")}`);
  return [...new Set(found)];
}

/** Run in the page before anything else: remembers shifts of the layout and how long the page took to answer each key and click. */
export function watch() {
  globalThis.lookShifts = [];
  globalThis.lookEvents = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.hadRecentInput) continue;
      const moved = entry.sources?.map(({ node }) =>
        node?.nodeName === "#text" ? node.parentElement : node,
      );
      globalThis.lookShifts.push({
        value: entry.value,
        what: (moved ?? [])
          .slice(0, 3)
          .map((each) => `${each?.tagName?.toLowerCase()}.${each?.className}`)
          .join(" "),
      });
    }
  }).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) globalThis.lookEvents.push(entry.processingEnd - entry.startTime);
  }).observe({ type: "event", durationThreshold: 16, buffered: true });
}

/**
 * What a reader does not notice: a wrong filter's sentence and a search's counters come second, and take a line more on a phone
 * (0.033). Every other page stays below 0.02.
 */
const LEAST_SHIFT = 0.05;

export async function still(page) {
  const shifts = await page.evaluate(() => globalThis.lookShifts ?? []);
  const sum = shifts.reduce((all, { value }) => all + value, 0);
  return sum < LEAST_SHIFT ? [] : [`the layout shifts by ${sum.toFixed(3)} (${shifts[0].what})`];
}

export const answers = (page) => page.evaluate(() => globalThis.lookEvents ?? []);
