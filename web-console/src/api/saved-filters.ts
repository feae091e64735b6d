import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { body, http } from "./client";
import type { SavedFilter } from "./types";

/** What the reader has kept, by name. */
export const savedFiltersQuery = queryOptions({
  queryKey: ["listSavedFilters"],
  queryFn: async ({ signal }) => (await body(http.GET("/api/v1/me/filters", { signal }))).data,
  staleTime: 60_000,
});

/** Keeps a filter; under a name that is there it takes the place of the one before. */
export function useKeepFilter() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ name, filter, before }: { name: string; filter: string; before?: SavedFilter }) =>
      before
        ? body(
            http.PATCH("/api/v1/me/filters/{filter_id}", {
              params: { path: { filter_id: before.id } },
              body: { filter },
            }),
          )
        : body(http.POST("/api/v1/me/filters", { body: { name, filter } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: savedFiltersQuery.queryKey }),
  });
}

export function useDeleteSavedFilter() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (filter_id: string) => {
      await http.DELETE("/api/v1/me/filters/{filter_id}", { params: { path: { filter_id } } });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: savedFiltersQuery.queryKey }),
  });
}
