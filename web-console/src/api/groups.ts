import { queryOptions } from "@tanstack/react-query";
import { body, everyPage, http } from "./client";

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
