import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { body, http, quietly } from "./client";
import { meQuery, remember } from "./session";

export const organizationQuery = queryOptions({
  queryKey: ["getOrganization"],
  queryFn: ({ signal }) => body(http.GET("/api/v1/organization", { signal })),
});

export function useUpdateOrganization() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: { display_name?: string; second_factor_required?: boolean }) =>
      body(http.PATCH("/api/v1/organization", { body: change })),
    onSuccess: (organization) => {
      queries.setQueryData(organizationQuery.queryKey, organization);
      return queries.refetchQueries({ queryKey: meQuery.queryKey });
    },
  });
}

/** Goes on in another organization: nothing loaded before belongs there. */
export function useSwitchOrganization() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (organization_id: string) =>
      remember(await body(http.POST("/api/v1/session/organization", { body: { organization_id } }))),
    onSuccess: (me) => {
      queries.clear();
      queries.setQueryData(meQuery.queryKey, me);
    },
  });
}

export const invitationPreviewQuery = (token: string) =>
  queryOptions({
    queryKey: ["previewInvitation"],
    queryFn: ({ signal }) =>
      body(http.POST("/api/v1/invitations/preview", { body: { token }, signal, headers: quietly })),
    retry: false,
    // A token is a secret: it stays in no cache.
    gcTime: 0,
  });

export function useAcceptInvitation() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (answer: { token: string; full_name?: string; password?: string; code?: string }) =>
      remember(await body(http.POST("/api/v1/invitations/accept", { body: answer, headers: quietly }))),
    onSuccess: (me) => {
      queries.clear();
      queries.setQueryData(meQuery.queryKey, me);
    },
  });
}
