import { t } from "~/text/t";

/** A 64-bit number as it travels: decimal digits. It never becomes a JavaScript number on its way to the screen. */
export type Int64 = string;

const units = ["B", "kB", "MB", "GB", "TB", "PB"] as const;
const counts = ["", "k", "M", "G", "T"] as const;

/** `12345678` as `12,345,678`, exact at any length. */
export function integer(value: Int64 | number | bigint): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/** Three digits: 9.53, 95.3, 953. */
function threeDigits(value: number): string {
  if (value === 0) return "0";
  if (value < 10) return String(Number(value.toFixed(2)));
  if (value < 100) return String(Number(value.toFixed(1)));
  return String(Math.round(value));
}

function scaled(value: number, steps: readonly string[]): [string, string] {
  let rest = Math.abs(value);
  let step = 0;
  while (rest >= 999.5 && step < steps.length - 1) {
    rest /= 1000;
    step += 1;
  }
  return [(value < 0 ? "-" : "") + threeDigits(rest), steps[step] ?? ""];
}

/** Decimal units: a MB is 10^6 bytes. */
export function bytes(value: number | Int64): string {
  const [figure, unit] = scaled(Number(value), units);
  return `${figure} ${unit}`;
}

export const byteRate = (perSecond: number): string => `${bytes(perSecond)}/s`;

export function countShort(value: number): string {
  const [figure, unit] = scaled(value, counts);
  return figure + unit;
}

export const countRate = (perSecond: number): string => `${countShort(perSecond)}/s`;

const spans: readonly [limitMs: number, divisor: number, unit: string][] = [
  [1000, 1, "ms"],
  [60_000, 1000, "s"],
  [3_600_000, 60_000, "min"],
  [86_400_000, 3_600_000, "h"],
  [Number.POSITIVE_INFINITY, 86_400_000, "d"],
];

/** A length of time in one unit: `420 ms`, `3.2 s`, `14 min`, `2 d`. */
export function span(ms: number): string {
  for (const [limit, divisor, unit] of spans) {
    if (Math.abs(ms) < limit) {
      const value = ms / divisor;
      return `${unit === "ms" ? Math.round(value) : Number(value.toFixed(value < 10 ? 1 : 0))} ${unit}`;
    }
  }
  return "";
}

/** An exact span in words where it is one: 604800000 is `7 days`. For configurations, whose values are round. */
export function exactSpan(ms: Int64): string | undefined {
  if (!/^\d+$/.test(ms)) return undefined;
  const value = BigInt(ms);
  const steps = [
    [86_400_000n, "span.days"],
    [3_600_000n, "span.hours"],
    [60_000n, "span.minutes"],
    [1000n, "span.seconds"],
  ] as const;
  for (const [size, text] of steps) {
    if (value >= size && value % size === 0n) return t(text, { count: Number(value / size) });
  }
  return undefined;
}

const pad = (value: number, width = 2) => String(value).padStart(width, "0");

/** `2026-11-22 14:03:07.123` in the reader's zone or in UTC. */
export function clock(ms: number, zone: "local" | "utc", precision: "ms" | "s" | "min" = "ms"): string {
  const d = new Date(ms);
  const utc = zone === "utc";
  const date = utc
    ? `${d.getUTCFullYear()}-${pad(d.getUTCMonth() + 1)}-${pad(d.getUTCDate())}`
    : `${d.getFullYear()}-${pad(d.getMonth() + 1)}-${pad(d.getDate())}`;
  return `${date} ${timeOfDay(ms, zone, precision)}`;
}

export function timeOfDay(ms: number, zone: "local" | "utc", precision: "ms" | "s" | "min" = "s"): string {
  const d = new Date(ms);
  const utc = zone === "utc";
  const minutes = `${pad(utc ? d.getUTCHours() : d.getHours())}:${pad(utc ? d.getUTCMinutes() : d.getMinutes())}`;
  if (precision === "min") return minutes;
  const seconds = `${minutes}:${pad(utc ? d.getUTCSeconds() : d.getSeconds())}`;
  return precision === "s"
    ? seconds
    : `${seconds}.${pad(utc ? d.getUTCMilliseconds() : d.getMilliseconds(), 3)}`;
}

/** `a - b` of two 64-bit numbers, exact. */
export const minus = (a: Int64, b: Int64): Int64 => String(BigInt(a) - BigInt(b));

/** The sum of 64-bit numbers, exact. */
export const sum = (values: Iterable<Int64>): Int64 => {
  let total = 0n;
  for (const value of values) total += BigInt(value);
  return String(total);
};
