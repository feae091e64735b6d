import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { body, http } from "./client";
import { asked, type Period, ranges } from "./period";
import type { Metrics, Series } from "./types";

interface Of {
  topics?: string[];
  per?: "cluster" | "topic";
}

function read(
  cluster_id: string,
  query: { from: string; to: string; step: number },
  of: Of,
  signal: AbortSignal,
): Promise<Metrics> {
  return body(
    http.GET("/api/v1/clusters/{cluster_id}/metrics", {
      params: { path: { cluster_id }, query: { ...query, topic: of.topics, per: of.per } },
      signal,
    }),
  );
}

/** The cell measures every five seconds. */
const MEASURED_S = 5;

/** The charts poll: a stream each would use up the browser's six connections to a host. A span that stands still is read once. */
export const metricsQuery = (cluster_id: string, period: Period, of: Of = {}) =>
  queryOptions({
    queryKey: ["getMetrics", { cluster_id, ...period, ...of }],
    queryFn: ({ signal }) => read(cluster_id, asked(period, MEASURED_S, Date.now()), of, signal),
    refetchInterval: "range" in period && Math.max(5, Math.min(60, ranges[period.range].step)) * 1000,
    placeholderData: keepPreviousData,
  });

const NOW_SECONDS = 60;
const NOW_STEP = 5;

/** The last minute, for the figures of lists: a hundredth of what a chart reads. */
export const figuresQuery = (cluster_id: string, of: Of = {}) =>
  queryOptions({
    queryKey: ["getMetrics", { cluster_id, range: "now", ...of }],
    queryFn: ({ signal }) => {
      const to = Date.now();
      const from = new Date(to - NOW_SECONDS * 1000).toISOString();
      return read(cluster_id, { from, to: new Date(to).toISOString(), step: NOW_STEP }, of, signal);
    },
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
