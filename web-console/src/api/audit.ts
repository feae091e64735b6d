import { infiniteQueryOptions } from "@tanstack/react-query";
import { body, http, nextToken } from "./client";

export interface AuditFilter {
  actor?: string | undefined;
  action?: string | undefined;
  resource?: string | undefined;
  outcome?: "DONE" | "REFUSED" | undefined;
  from?: string | undefined;
  to?: string | undefined;
  text?: string | undefined;
}

const PAGE = 100;

export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ["listAuditLog", filter],
    queryFn: ({ signal, pageParam }) =>
      body(
        http.GET("/api/v1/audit-log", {
          params: { query: { ...filter, page_size: PAGE, page_token: pageParam || undefined } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: nextToken,
  });

/** Where the browser downloads the rows that match; the session's cookie goes with it. */
export function auditDownload(filter: AuditFilter, format: "ndjson" | "csv"): string {
  const query = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value);
  return `/api/v1/audit-log/download?${query}`;
}
