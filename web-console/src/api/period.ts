/** The lengths that charts offer, in seconds, with their steps. */
export const ranges = {
  "15m": { seconds: 900, step: 5 },
  "1h": { seconds: 3600, step: 15 },
  "6h": { seconds: 21_600, step: 60 },
  "24h": { seconds: 86_400, step: 300 },
  "7d": { seconds: 604_800, step: 1800 },
  "30d": { seconds: 2_592_000, step: 7200 },
} as const;

export type Range = keyof typeof ranges;
export const isRange = (value: unknown): value is Range => typeof value === "string" && value in ranges;

/** What charts show: the last so many minutes, moving on, or a span somebody chose, standing still. */
export type Period = { range: Range } | { fromS: number; toS: number };

/** So a period stands in the URL: `range`, or `from` and `to` in whole seconds as RFC 3339 writes them. */
export interface PeriodSearch {
  range?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** The shortest span that can be zoomed into: three steps of five seconds. */
const LEAST_SECONDS = 15;
const MOST_STEPS = 400;

const seconds = (text: string | undefined): number => Math.floor(Date.parse(text ?? "") / 1000);

export function periodOf(search: PeriodSearch, otherwise: Range): Period {
  const [fromS, toS] = [seconds(search.from), seconds(search.to)];
  if (toS - fromS >= LEAST_SECONDS) return { fromS, toS };
  return { range: isRange(search.range) ? search.range : otherwise };
}

/** How a span between two moments is written into the URL; it never ends in the future and is never too short to draw. */
export function between(fromS: number, toS: number, nowS: number): PeriodSearch {
  const end = Math.min(Math.max(Math.ceil(toS), Math.floor(fromS) + LEAST_SECONDS), Math.floor(nowS));
  const start = Math.min(Math.floor(fromS), end - LEAST_SECONDS);
  const text = (at: number) => new Date(at * 1000).toISOString().replace(".000Z", "Z");
  return { from: text(start), to: text(end) };
}

/** Begin, end and step of what is asked for: at most 400 steps, none shorter than what is measured. */
export function asked(period: Period, measuredS: number, nowMs: number) {
  const moving = "range" in period;
  const toS = moving ? nowMs / 1000 : period.toS;
  const fromS = moving ? toS - ranges[period.range].seconds : period.fromS;
  const fits = Object.values(ranges)
    .map((each) => each.step)
    .find((step) => step >= measuredS && (toS - fromS) / step <= MOST_STEPS);
  const step = moving ? Math.max(measuredS, ranges[period.range].step) : (fits ?? ranges["30d"].step);
  return { from: new Date(fromS * 1000).toISOString(), to: new Date(toS * 1000).toISOString(), step };
}
