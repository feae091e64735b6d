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
