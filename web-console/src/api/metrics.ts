import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { body, http } from "./client";
import type { Metrics, Series } from "./types";

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

interface Of {
  topics?: string[];
  per?: "cluster" | "topic";
}

function read(
  cluster_id: string,
  seconds: number,
  step: number,
  of: Of,
  signal: AbortSignal,
): Promise<Metrics> {
  const to = Date.now();
  return body(
    http.GET("/api/v1/clusters/{cluster_id}/metrics", {
      params: {
        path: { cluster_id },
        query: {
          from: new Date(to - seconds * 1000).toISOString(),
          to: new Date(to).toISOString(),
          step,
          topic: of.topics,
          per: of.per,
        },
      },
      signal,
    }),
  );
}

/** The charts poll: a stream each would use up the browser's six connections to a host. */
export const metricsQuery = (cluster_id: string, range: Range, of: Of = {}) =>
  queryOptions({
    queryKey: ["getMetrics", { cluster_id, range, ...of }],
    queryFn: ({ signal }) => read(cluster_id, ranges[range].seconds, ranges[range].step, of, signal),
    refetchInterval: Math.max(5, Math.min(60, ranges[range].step)) * 1000,
    placeholderData: keepPreviousData,
  });

const NOW_SECONDS = 60;
const NOW_STEP = 5;

/** The last minute, for the figures of lists: a hundredth of what a chart reads. */
export const figuresQuery = (cluster_id: string, of: Of = {}) =>
  queryOptions({
    queryKey: ["getMetrics", { cluster_id, range: "now", ...of }],
    queryFn: ({ signal }) => read(cluster_id, NOW_SECONDS, NOW_STEP, of, signal),
    refetchInterval: 10_000,
    placeholderData: keepPreviousData,
  });

/** So many topics the endpoint takes at once. */
export const MOST_TOPICS = 50;

export function seriesOf(
  metrics: Metrics | undefined,
  name: Series["name"],
  topic?: string,
): (number | null)[] {
  return metrics?.series.find((series) => series.name === name && series.topic === topic)?.values ?? [];
}

/** The last value that was measured. */
export function lastOf(values: readonly (number | null)[]): number | undefined {
  return values.findLast((value): value is number => value !== null);
}
