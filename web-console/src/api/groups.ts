import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { body, everyPage, http } from "./client";
import { asked, type Period } from "./period";
import type { OffsetReset } from "./types";

export const groupsQuery = (cluster_id: string) =>
  queryOptions({
    queryKey: ["listConsumerGroups", { cluster_id }],
    queryFn: ({ signal }) =>
      everyPage((page_token) =>
        body(
          http.GET("/kafka/v3/clusters/{cluster_id}/consumer-groups", {
            params: { path: { cluster_id }, query: { page_size: 1000, page_token } },
            signal,
          }),
        ),
      ),
    refetchInterval: 10_000,
  });

export const groupQuery = (cluster_id: string, group_id: string) =>
  queryOptions({
    queryKey: ["getConsumerGroup", { cluster_id, group_id }],
    queryFn: ({ signal }) =>
      body(
        http.GET("/kafka/v3/clusters/{cluster_id}/consumer-groups/{group_id}", {
          params: { path: { cluster_id, group_id } },
          signal,
        }),
      ),
    refetchInterval: 5000,
  });

export const membersQuery = (cluster_id: string, group_id: string) =>
  queryOptions({
    queryKey: ["listConsumers", { cluster_id, group_id }],
    queryFn: ({ signal }) =>
      body(
        http.GET("/kafka/v3/clusters/{cluster_id}/consumer-groups/{group_id}/consumers", {
          params: { path: { cluster_id, group_id } },
          signal,
        }),
      ),
    refetchInterval: 5000,
  });

export const lagQuery = (cluster_id: string, group_id: string) =>
  queryOptions({
    queryKey: ["getGroupLag", { cluster_id, group_id }],
    queryFn: ({ signal }) =>
      body(
        http.GET("/api/v1/clusters/{cluster_id}/groups/{group_id}/lag", {
          params: { path: { cluster_id, group_id } },
          signal,
        }),
      ),
    refetchInterval: 5000,
  });

/** Who reads a topic, and how far behind: one call, live from the cell. */
export const topicReadersQuery = (cluster_id: string, topic_name: string) =>
  queryOptions({
    queryKey: ["listTopicReaders", { cluster_id, topic_name }],
    queryFn: ({ signal }) =>
      body(
        http.GET("/api/v1/clusters/{cluster_id}/topics/{topic_name}/groups", {
          params: { path: { cluster_id, topic_name } },
          signal,
        }),
      ),
    refetchInterval: 15_000,
  });

/** The cell measures lag once a minute. */
const MEASURED_MS = 60_000;

export const lagHistoryQuery = (cluster_id: string, group_id: string, period: Period) =>
  queryOptions({
    queryKey: ["getGroupLagHistory", { cluster_id, group_id, ...period }],
    queryFn: ({ signal }) =>
      body(
        http.GET("/api/v1/clusters/{cluster_id}/groups/{group_id}/lag:history", {
          params: {
            path: { cluster_id, group_id },
            query: asked(period, MEASURED_MS / 1000, Date.now()),
          },
          signal,
        }),
      ),
    refetchInterval: "range" in period && MEASURED_MS,
    placeholderData: keepPreviousData,
  });

/** So many groups' lags are asked for at once. */
export const LAGS_AT_ONCE = 50;

export const groupLagsQuery = (cluster_id: string, group: string[]) =>
  queryOptions({
    queryKey: ["listGroupLags", { cluster_id, group }],
    queryFn: ({ signal }) =>
      body(
        http.GET("/api/v1/clusters/{cluster_id}/groups:lag", {
          params: { path: { cluster_id }, query: { group } },
          signal,
        }),
      ),
    refetchInterval: MEASURED_MS / 2,
    placeholderData: keepPreviousData,
  });

/** Moves offsets, or says what moving them would do; what the page shows of the group is read again after a move. */
export function useResetOffsets(cluster_id: string, group_id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (reset: OffsetReset) =>
      body(
        http.POST("/api/v1/clusters/{cluster_id}/groups/{group_id}/offsets:reset", {
          params: { path: { cluster_id, group_id } },
          body: reset,
        }),
      ),
    onSuccess: (result) =>
      result.dry_run
        ? undefined
        : queries.invalidateQueries({ queryKey: ["getGroupLag", { cluster_id, group_id }] }),
  });
}

export function useDeleteGroup(cluster_id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (group_id: string) =>
      http.DELETE("/kafka/v3/clusters/{cluster_id}/consumer-groups/{group_id}", {
        params: { path: { cluster_id, group_id } },
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: groupsQuery(cluster_id).queryKey }),
  });
}
