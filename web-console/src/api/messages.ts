import { keepPreviousData, queryOptions, useMutation } from "@tanstack/react-query";
import { body, http, send } from "./client";
import { events, failure } from "./server-events";
import type { MessageFrame, MessageStreamEnd, ProduceRequest } from "./types";

export const messageQuery = (cluster_id: string, topic_name: string, partition_id: number, offset: string) =>
  queryOptions({
    queryKey: ["getMessage", { cluster_id, topic_name, partition_id, offset }],
    queryFn: ({ signal }) =>
      body(
        http.GET("/api/v1/clusters/{cluster_id}/topics/{topic_name}/messages/{partition_id}/{offset}", {
          params: { path: { cluster_id, topic_name, partition_id, offset } },
          signal,
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Whether a filter is right, asked while it is typed. */
export const filterCheckQuery = (cluster_id: string, topic: string, filter: string) =>
  queryOptions({
    queryKey: ["checkMessageFilter", { cluster_id, topic, filter }],
    queryFn: ({ signal }) =>
      body(
        http.POST("/api/v1/clusters/{cluster_id}/messages:check", {
          params: { path: { cluster_id } },
          body: { topic, filter },
          signal,
        }),
      ),
    enabled: filter !== "",
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What a search would read. */
export const estimateQuery = (cluster_id: string, range: Range) =>
  queryOptions({
    queryKey: ["estimateMessages", { cluster_id, ...range }],
    queryFn: ({ signal }) => {
      const { partitions: partition, start, ...rest } = range;
      return body(
        http.GET("/api/v1/clusters/{cluster_id}/messages:estimate", {
          params: {
            path: { cluster_id },
            query: { ...rest, start: start === "live" ? "newest" : start, partition },
          },
          signal,
        }),
      );
    },
    staleTime: 10_000,
  });

const TIMELINE_MS = 30_000;

export const timelineQuery = (
  cluster_id: string,
  topic: string,
  partition: number[] | undefined,
  range: { from?: string | undefined; to?: string | undefined },
  slices: number,
) =>
  queryOptions({
    queryKey: ["getMessageTimeline", { cluster_id, topic, partition, ...range, slices }],
    queryFn: ({ signal }) =>
      body(
        http.GET("/api/v1/clusters/{cluster_id}/messages:timeline", {
          params: { path: { cluster_id }, query: { topic, partition, ...range, slices } },
          signal,
        }),
      ),
    refetchInterval: TIMELINE_MS,
    placeholderData: keepPreviousData,
  });

export function useProduce(cluster_id: string, topic_name: string) {
  return useMutation({
    mutationFn: (message: ProduceRequest) =>
      body(
        http.POST("/api/v1/clusters/{cluster_id}/topics/{topic_name}/messages", {
          params: { path: { cluster_id, topic_name } },
          body: message,
        }),
      ),
  });
}

/** Which messages are meant: what a stream, an estimate and a download have in common. */
export interface Range {
  topic: string;
  start: "live" | "newest" | "oldest" | "offset" | "time";
  offset?: string | undefined;
  time?: string | undefined;
  until?: string | undefined;
  partitions?: number[] | undefined;
}

export interface StreamQuery extends Range {
  count?: number;
  text?: string | undefined;
  /** CEL. */
  filter?: string | undefined;
  order?: "newest_first" | undefined;
  limit?: number;
  follow?: boolean;
  /** Go on from here; wins over `start`. */
  positions?: string | undefined;
}

const named = [
  "count",
  "offset",
  "time",
  "until",
  "text",
  "filter",
  "order",
  "limit",
  "follow",
  "positions",
] as const;

function paramsOf(query: StreamQuery): URLSearchParams {
  const params = new URLSearchParams({ topic: query.topic, start: query.start });
  for (const name of named) {
    const value = query[name];
    if (value !== undefined && value !== "") params.set(name, String(value));
  }
  for (const partition of query.partitions ?? []) params.append("partition", String(partition));
  return params;
}

const address = (cluster_id: string, query: StreamQuery): string =>
  `${location.origin}/api/v1/clusters/${encodeURIComponent(cluster_id)}/messages?${paramsOf(query)}`;

export type DownloadFormat = "ndjson" | "csv" | "raw";

/** Where the browser downloads all that a search finds, as the server finds it. */
export function downloadAddress(cluster_id: string, query: StreamQuery, format: DownloadFormat): string {
  const { topic, start, offset, time, until, partitions, text, filter } = query;
  const params = paramsOf({
    topic,
    start: start === "live" ? "newest" : start,
    offset,
    time,
    until,
    partitions,
    text,
    filter,
  });
  params.set("format", format);
  return `/api/v1/clusters/${encodeURIComponent(cluster_id)}/messages:download?${params}`;
}

/** Reads messages as they come. Returns what ended the stream; throws an {@link ApiProblem} when it failed. */
export async function streamMessages(
  cluster_id: string,
  query: StreamQuery,
  onFrame: (frame: MessageFrame) => void,
  signal: AbortSignal,
): Promise<MessageStreamEnd | undefined> {
  const request = new Request(address(cluster_id, query), {
    signal,
    headers: { Accept: "text/event-stream" },
  });
  const response = await send(request);
  if (!response.body) return undefined;
  const requestId = response.headers.get("Naru-Request-Id") ?? undefined;
  for await (const { event, data } of events(response.body)) {
    if (event === "frame") onFrame(JSON.parse(data) as MessageFrame);
    else if (event === "end") return JSON.parse(data) as MessageStreamEnd;
    else if (event === "failure") throw failure(data, requestId);
  }
  return undefined;
}
