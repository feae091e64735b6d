import { queryOptions } from "@tanstack/react-query";
import { body, http } from "./client";

/** Groups of all clusters that fall behind; measured once a minute. */
export const laggingGroupsQuery = queryOptions({
  queryKey: ["listLaggingGroups"],
  queryFn: async ({ signal }) => (await body(http.GET("/api/v1/lagging-groups", { signal }))).data,
  refetchInterval: 30_000,
});
