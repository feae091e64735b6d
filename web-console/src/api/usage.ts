import { queryOptions } from "@tanstack/react-query";
import { body, http } from "./client";

/** One month, `2026-11` in UTC. */
export const usageQuery = (month: string) =>
  queryOptions({
    queryKey: ["getUsage", { month }],
    queryFn: ({ signal }) => body(http.GET("/api/v1/usage", { params: { query: { month } }, signal })),
    staleTime: 60_000,
  });
