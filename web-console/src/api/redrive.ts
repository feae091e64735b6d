import { useMutation } from "@tanstack/react-query";
import { body, http, send } from "./client";
import { events, failure } from "./server-events";
import type { RedriveEnd, RedriveProgress, RedriveRequest } from "./types";

/** What sending back would do; nothing is written. */
export function usePlanRedrive(cluster_id: string, topic_name: string) {
  return useMutation({
    mutationFn: (request: RedriveRequest) =>
      body(
        http.POST("/api/v1/clusters/{cluster_id}/topics/{topic_name}/redrive:plan", {
          params: { path: { cluster_id, topic_name } },
          body: request,
        }),
      ),
  });
}

/**
 * Sends back until the end, or until `signal` closes the stream: then the server stops. Returns nothing when the stream broke
 * off; throws an {@link ApiProblem} when it failed.
 */
export async function redrive(
  cluster: string,
  topic: string,
  request: RedriveRequest,
  onProgress: (progress: RedriveProgress) => void,
  signal: AbortSignal,
): Promise<RedriveEnd | undefined> {
  const path = `/api/v1/clusters/${encodeURIComponent(cluster)}/topics/${encodeURIComponent(topic)}/redrive`;
  const response = await send(
    new Request(location.origin + path, {
      method: "POST",
      signal,
      headers: { Accept: "text/event-stream", "Content-Type": "application/json" },
      body: JSON.stringify(request),
    }),
  );
  if (!response.body) return undefined;
  const requestId = response.headers.get("Naru-Request-Id") ?? undefined;
  for await (const { event, data } of events(response.body)) {
    if (event === "progress") onProgress(JSON.parse(data) as RedriveProgress);
    else if (event === "end") return JSON.parse(data) as RedriveEnd;
    else if (event === "failure") throw failure(data, requestId);
  }
  return undefined;
}
