import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { body, http, nextToken } from "./client";

export const TOPICS_PAGE = 500;

export const topicsQuery = (cluster_id: string, filter = "") =>
  infiniteQueryOptions({
    queryKey: ["listTopics", { cluster_id, filter }],
    queryFn: ({ signal, pageParam }) =>
      body(
        http.GET("/kafka/v3/clusters/{cluster_id}/topics", {
          params: {
            path: { cluster_id },
            query: {
              filter: filter || undefined,
              page_size: TOPICS_PAGE,
              page_token: pageParam || undefined,
            },
          },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: nextToken,
  });

/** The first topics whose name contains the text. */
export const foundTopicsQuery = (cluster_id: string, filter: string) =>
  queryOptions({
    queryKey: ["listTopics", { cluster_id, filter, page_size: 10 }],
    queryFn: async ({ signal }) => {
      const page = await body(
        http.GET("/kafka/v3/clusters/{cluster_id}/topics", {
          params: { path: { cluster_id }, query: { filter, page_size: 10 } },
          signal,
        }),
      );
      return page.data;
    },
    staleTime: 30_000,
  });

export const topicQuery = (cluster_id: string, topic_name: string) =>
  queryOptions({
    queryKey: ["getTopic", { cluster_id, topic_name }],
    queryFn: ({ signal }) =>
      body(
        http.GET("/kafka/v3/clusters/{cluster_id}/topics/{topic_name}", {
          params: { path: { cluster_id, topic_name } },
          signal,
        }),
      ),
  });

export const partitionsQuery = (cluster_id: string, topic_name: string) =>
  queryOptions({
    queryKey: ["listPartitions", { cluster_id, topic_name }],
    queryFn: ({ signal }) =>
      body(
        http.GET("/kafka/v3/clusters/{cluster_id}/topics/{topic_name}/partitions", {
          params: { path: { cluster_id, topic_name } },
          signal,
        }),
      ),
    refetchInterval: 5000,
  });

export const configsQuery = (cluster_id: string, topic_name: string) =>
  queryOptions({
    queryKey: ["listTopicConfigs", { cluster_id, topic_name }],
    queryFn: ({ signal }) =>
      body(
        http.GET("/kafka/v3/clusters/{cluster_id}/topics/{topic_name}/configs", {
          params: { path: { cluster_id, topic_name } },
          signal,
        }),
      ),
  });

export interface NewTopic {
  topic_name: string;
  partitions_count: number;
  configs: { name: string; value: string }[];
}

export function useCreateTopic(cluster_id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (topic: NewTopic) =>
      body(
        http.POST("/kafka/v3/clusters/{cluster_id}/topics", {
          params: { path: { cluster_id } },
          body: topic,
        }),
      ),
    onSuccess: (topic) => {
      queries.setQueryData(topicQuery(cluster_id, topic.topic_name).queryKey, topic);
      return queries.invalidateQueries({ queryKey: ["listTopics"] });
    },
  });
}

export function useAddPartitions(cluster_id: string, topic_name: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (partitions_count: number) =>
      body(
        http.PATCH("/kafka/v3/clusters/{cluster_id}/topics/{topic_name}", {
          params: { path: { cluster_id, topic_name } },
          body: { partitions_count },
        }),
      ),
    onSuccess: (topic) => {
      queries.setQueryData(topicQuery(cluster_id, topic_name).queryKey, topic);
      return queries.invalidateQueries({ queryKey: partitionsQuery(cluster_id, topic_name).queryKey });
    },
  });
}

export interface ConfigChange {
  name: string;
  value?: string;
  operation: "SET" | "DELETE";
}

export function useAlterConfigs(cluster_id: string, topic_name: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (data: ConfigChange[]) => {
      await http.POST("/kafka/v3/clusters/{cluster_id}/topics/{topic_name}/configs:alter", {
        params: { path: { cluster_id, topic_name } },
        body: { data },
      });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: configsQuery(cluster_id, topic_name).queryKey }),
  });
}

/** The page of a deleted topic leaves by itself; what it showed is forgotten then, or its frame would say "not found" first. */
export function useDeleteTopic(cluster_id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (topic_name: string) => {
      await http.DELETE("/kafka/v3/clusters/{cluster_id}/topics/{topic_name}", {
        params: { path: { cluster_id, topic_name } },
      });
    },
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ["listTopics"] }),
        queries.invalidateQueries({ queryKey: ["listBin"] }),
      ]),
  });
}
