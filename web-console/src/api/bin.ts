import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { body, http } from "./client";

/** Deleted topics that can be restored. What its time has run out for leaves by itself. */
export const binQuery = (cluster_id: string) =>
  queryOptions({
    queryKey: ["listBin", { cluster_id }],
    queryFn: async ({ signal }) => {
      const bin = await body(
        http.GET("/api/v1/clusters/{cluster_id}/bin", { params: { path: { cluster_id } }, signal }),
      );
      return bin.data;
    },
    refetchInterval: 15_000,
  });

export interface Restore {
  topic_id: string;
  /** Another name than it had. */
  name?: string;
}

export function useRestoreTopic(cluster_id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ topic_id, name }: Restore) =>
      body(
        http.POST("/api/v1/clusters/{cluster_id}/bin/{topic_id}:restore", {
          params: { path: { cluster_id, topic_id } },
          body: name === undefined ? {} : { name },
        }),
      ),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: binQuery(cluster_id).queryKey }),
        queries.invalidateQueries({ queryKey: ["listTopics"] }),
      ]),
  });
}

export function usePurgeTopic(cluster_id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (topic_id: string) => {
      await http.DELETE("/api/v1/clusters/{cluster_id}/bin/{topic_id}", {
        params: { path: { cluster_id, topic_id } },
      });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: binQuery(cluster_id).queryKey }),
  });
}
