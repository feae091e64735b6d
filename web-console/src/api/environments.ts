import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { body, everyPage, http } from "./client";

export const environmentsQuery = queryOptions({
  queryKey: ["listEnvironments"],
  queryFn: ({ signal }) =>
    everyPage((page_token) =>
      body(http.GET("/org/v2/environments", { params: { query: { page_size: 100, page_token } }, signal })),
    ),
});

export function useCreateEnvironment() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (display_name: string) => body(http.POST("/org/v2/environments", { body: { display_name } })),
    onSuccess: (environment) =>
      queries.setQueryData(environmentsQuery.queryKey, (rows) => rows && [...rows, environment]),
  });
}

export function useRenameEnvironment(environment_id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (display_name: string) =>
      body(
        http.PATCH("/org/v2/environments/{environment_id}", {
          params: { path: { environment_id } },
          body: { display_name },
        }),
      ),
    onSuccess: (environment) =>
      queries.setQueryData(environmentsQuery.queryKey, (rows) =>
        rows?.map((row) => (row.id === environment_id ? environment : row)),
      ),
  });
}

export function useDeleteEnvironment(environment_id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      await http.DELETE("/org/v2/environments/{environment_id}", { params: { path: { environment_id } } });
    },
    onSuccess: () =>
      queries.setQueryData(environmentsQuery.queryKey, (rows) =>
        rows?.filter((row) => row.id !== environment_id),
      ),
  });
}
