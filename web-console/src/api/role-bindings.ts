import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { body, everyPage, http } from "./client";
import { ORGANIZATION, type Where } from "./session";
import type { RoleBinding, RoleName } from "./types";

/** All bindings the caller may see; pages pick those of their scope, for a binding above holds below too. */
export const roleBindingsQuery = queryOptions({
  queryKey: ["listRoleBindings"],
  queryFn: ({ signal }) =>
    everyPage((page_token) =>
      body(http.GET("/iam/v2/role-bindings", { params: { query: { page_size: 100, page_token } }, signal })),
    ),
});

export interface NewBinding {
  principal: string;
  role_name: RoleName;
  crn_pattern: string;
}

export function useGrant() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (binding: NewBinding) => body(http.POST("/iam/v2/role-bindings", { body: binding })),
    onSuccess: (made) => queries.setQueryData(roleBindingsQuery.queryKey, (rows) => rows && [made, ...rows]),
  });
}

export function useTakeAway() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (role_binding_id: string) => {
      await http.DELETE("/iam/v2/role-bindings/{role_binding_id}", { params: { path: { role_binding_id } } });
    },
    onSuccess: (_, id) =>
      queries.setQueryData(roleBindingsQuery.queryKey, (rows) => rows?.filter((row) => row.id !== id)),
  });
}

/** Where a binding holds. */
export type Scope =
  | { kind: "organization" }
  | { kind: "environment"; environment: string }
  | { kind: "cluster"; environment: string; cluster: string };

export function scopeOf(binding: Pick<RoleBinding, "crn_pattern">): Scope {
  const parts = new Map(
    binding.crn_pattern.split("/").map((part) => {
      const [name = "", value = ""] = part.split("=");
      return [name, value] as const;
    }),
  );
  const environment = parts.get("environment");
  const cluster = parts.get("cloud-cluster") ?? parts.get("kafka");
  if (environment && cluster) return { kind: "cluster", environment, cluster };
  return environment ? { kind: "environment", environment } : { kind: "organization" };
}

export function patternOf(organization: string, scope: Scope): string {
  const base = `crn://naru/organization=${organization}`;
  if (scope.kind === "organization") return base;
  const environment = `${base}/environment=${scope.environment}`;
  return scope.kind === "environment" ? environment : `${environment}/cloud-cluster=${scope.cluster}`;
}

/** The scope as the place where rights are asked for. */
export const whereOf = (scope: Scope): Where => (scope.kind === "organization" ? ORGANIZATION : scope);

/** Whether a binding at `outer` holds at `inner`: a role given above holds below. */
export function reaches(outer: Scope, inner: Scope): boolean {
  if (outer.kind === "organization") return true;
  if (inner.kind === "organization") return false;
  if (outer.environment !== inner.environment) return false;
  return outer.kind === "environment" || (inner.kind === "cluster" && outer.cluster === inner.cluster);
}
