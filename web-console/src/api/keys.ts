import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { body, everyPage, http } from "./client";
import type { ApiKey, KeyRole } from "./types";

/** Keys of one cluster, or all of the organization's when it is left out. */
export const keysQuery = (resource?: string) =>
  queryOptions({
    queryKey: ["listApiKeys", { resource }],
    queryFn: ({ signal }) =>
      everyPage((page_token) =>
        body(
          http.GET("/iam/v2/api-keys", {
            params: { query: { page_size: 100, page_token, "spec.resource": resource } },
            signal,
          }),
        ),
      ),
    refetchInterval: 10_000,
  });

export const keyQuery = (api_key_id: string) =>
  queryOptions({
    queryKey: ["getApiKey", { api_key_id }],
    queryFn: ({ signal }) =>
      body(http.GET("/iam/v2/api-keys/{api_key_id}", { params: { path: { api_key_id } }, signal })),
    refetchInterval: 5000,
  });

export interface NewKey {
  display_name: string;
  owner: string;
  role: KeyRole;
  /** The cluster; left out for a key of the management API. */
  resource?: string;
  expires_at?: string;
}

export function useCreateKey() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ owner, resource, ...rest }: NewKey) =>
      body(
        http.POST("/iam/v2/api-keys", {
          body: {
            spec: {
              ...rest,
              description: "",
              owner: { id: owner },
              ...(resource ? { resource: { id: resource } } : {}),
            },
          },
        }),
      ),
    onSuccess: (key) => {
      const shown = withoutSecret(key);
      queries.setQueryData(keyQuery(key.id).queryKey, shown);
      const lists = [
        keysQuery(),
        ...(key.spec.resource.kind === "Cluster" ? [keysQuery(key.spec.resource.id)] : []),
      ];
      for (const list of lists) queries.setQueryData(list.queryKey, (rows) => rows && [shown, ...rows]);
    },
  });
}

/** The secret lives in the page that made it, never in the cache. */
function withoutSecret(key: ApiKey): ApiKey {
  const { secret: _, ...spec } = key.spec;
  return { ...key, spec };
}

export function useRevokeKey() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (api_key_id: string) => {
      await http.DELETE("/iam/v2/api-keys/{api_key_id}", { params: { path: { api_key_id } } });
    },
    onSuccess: (_, api_key_id) => {
      queries.setQueryData(
        keyQuery(api_key_id).queryKey,
        (key) => key && { ...key, status: { ...key.status, phase: "REVOKING" as const } },
      );
      return queries.invalidateQueries({ queryKey: ["listApiKeys"] });
    },
  });
}

/** The answer alone holds the new secret. */
export function useRotateKey() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, retire_old_at }: { id: string; retire_old_at: string }) =>
      body(
        http.POST("/iam/v2/api-keys/{api_key_id}:rotate", {
          params: { path: { api_key_id: id } },
          body: { retire_old_at },
        }),
      ),
    onSuccess: (key) => queries.setQueryData(keyQuery(key.id).queryKey, withoutSecret(key)),
  });
}

export function useRetireOldSecret() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (api_key_id: string) =>
      body(http.POST("/iam/v2/api-keys/{api_key_id}:retire", { params: { path: { api_key_id } } })),
    onSuccess: (key) => queries.setQueryData(keyQuery(key.id).queryKey, key),
  });
}
