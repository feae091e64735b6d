import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { body, everyPage, http } from "./client";
import type { components } from "./generated";
import type { Cluster } from "./types";

export const clustersQuery = queryOptions({
  queryKey: ["listClusters"],
  queryFn: ({ signal }) =>
    everyPage((page_token) =>
      body(http.GET("/cmk/v2/clusters", { params: { query: { page_size: 100, page_token } }, signal })),
    ),
});

export const clusterQuery = (cluster_id: string) =>
  queryOptions({
    queryKey: ["getCluster", { cluster_id }],
    queryFn: ({ signal }) =>
      body(http.GET("/cmk/v2/clusters/{cluster_id}", { params: { path: { cluster_id } }, signal })),
    staleTime: 60_000,
  });

export const connectQuery = (cluster_id: string) =>
  queryOptions({
    queryKey: ["getConnectInfo", { cluster_id }],
    queryFn: ({ signal }) =>
      body(http.GET("/api/v1/clusters/{cluster_id}/connect", { params: { path: { cluster_id } }, signal })),
    staleTime: 60_000,
  });

export interface NewCluster {
  display_name: string;
  environment: string;
  deletion_protection?: boolean;
}

/** What the API is asked for. Cloud and region are the one cell there is. */
export const clusterSpec = (cluster: NewCluster): components["schemas"]["ClusterCreate"]["spec"] => ({
  display_name: cluster.display_name,
  environment: { id: cluster.environment },
  availability: "SINGLE_ZONE",
  cloud: "AWS",
  region: "local",
  config: { kind: "Basic" },
  ...(cluster.deletion_protection ? { deletion_protection: true } : {}),
});

export function useCreateCluster() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (cluster: NewCluster) =>
      body(http.POST("/cmk/v2/clusters", { body: { spec: clusterSpec(cluster) } })),
    onSuccess: (cluster) => {
      queries.setQueryData(clusterQuery(cluster.id).queryKey, cluster);
      queries.setQueryData(clustersQuery.queryKey, (rows) => rows && [...rows, cluster]);
    },
  });
}

export function useUpdateCluster(cluster: Cluster) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: { display_name?: string; deletion_protection?: boolean }) =>
      body(
        http.PATCH("/cmk/v2/clusters/{cluster_id}", {
          params: { path: { cluster_id: cluster.id } },
          body: { spec: { ...change, environment: { id: cluster.spec.environment.id } } },
        }),
      ),
    onSuccess: (changed) => {
      queries.setQueryData(clusterQuery(changed.id).queryKey, changed);
      queries.setQueryData(clustersQuery.queryKey, (rows) =>
        rows?.map((row) => (row.id === changed.id ? changed : row)),
      );
    },
  });
}

export function useDeleteCluster(cluster_id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      await http.DELETE("/cmk/v2/clusters/{cluster_id}", { params: { path: { cluster_id } } });
    },
    onSuccess: () =>
      queries.setQueryData(clustersQuery.queryKey, (rows) => rows?.filter((row) => row.id !== cluster_id)),
  });
}
