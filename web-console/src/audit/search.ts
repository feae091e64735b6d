import type { AuditFilter } from "~/api/audit";

export interface AuditSearch {
  actor?: string;
  action?: string;
  resource?: string;
  outcome?: "DONE" | "REFUSED";
  text?: string;
  /** How far back: `24h`, `7d`, `30d`; left out, all of it. */
  since?: "24h" | "7d" | "30d";
  /** The open row. */
  row?: string;
}

const DAY_MS = 86_400_000;
const lengths = { "24h": DAY_MS, "7d": 7 * DAY_MS, "30d": 30 * DAY_MS } as const;

/** The filter of a call; `nowMs` is cut to minutes, so that the same view is the same call. */
export function filterOf({ since, row: _, ...rest }: AuditSearch, nowMs: number): AuditFilter {
  if (!since) return rest;
  const minute = Math.floor(nowMs / 60_000) * 60_000;
  return { ...rest, from: new Date(minute - lengths[since]).toISOString() };
}
