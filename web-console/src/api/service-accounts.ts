import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { body, everyPage, http } from "./client";

export const serviceAccountsQuery = queryOptions({
  queryKey: ["listServiceAccounts"],
  queryFn: ({ signal }) =>
    everyPage((page_token) =>
      body(
        http.GET("/iam/v2/service-accounts", { params: { query: { page_size: 100, page_token } }, signal }),
      ),
    ),
});

export function useCreateServiceAccount() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (account: { display_name: string; description: string }) =>
      body(http.POST("/iam/v2/service-accounts", { body: account })),
    onSuccess: (account) =>
      queries.setQueryData(serviceAccountsQuery.queryKey, (rows) => rows && [...rows, account]),
  });
}

export function useDeleteServiceAccount() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (service_account_id: string) => {
      await http.DELETE("/iam/v2/service-accounts/{service_account_id}", {
        params: { path: { service_account_id } },
      });
    },
    onSuccess: (_, id) => {
      queries.setQueryData(serviceAccountsQuery.queryKey, (rows) => rows?.filter((row) => row.id !== id));
      return queries.invalidateQueries({ queryKey: ["listApiKeys"] });
    },
  });
}
