import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { body, everyPage, http } from "./client";
import type { Invitation, InvitedRole } from "./types";

export const usersQuery = queryOptions({
  queryKey: ["listUsers"],
  queryFn: ({ signal }) =>
    everyPage((page_token) =>
      body(http.GET("/iam/v2/users", { params: { query: { page_size: 100, page_token } }, signal })),
    ),
});

export const invitationsQuery = queryOptions({
  queryKey: ["listInvitations"],
  queryFn: ({ signal }) =>
    everyPage((page_token) =>
      body(http.GET("/iam/v2/invitations", { params: { query: { page_size: 100, page_token } }, signal })),
    ),
});

export const rolesQuery = queryOptions({
  queryKey: ["listRoles"],
  queryFn: async ({ signal }) => (await body(http.GET("/api/v1/roles", { signal }))).data,
  staleTime: Number.POSITIVE_INFINITY,
});

export function useRemoveUser() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (user_id: string) => {
      await http.DELETE("/iam/v2/users/{user_id}", { params: { path: { user_id } } });
    },
    onSuccess: (_, user_id) => {
      queries.setQueryData(usersQuery.queryKey, (rows) => rows?.filter((row) => row.id !== user_id));
      return Promise.all([
        queries.invalidateQueries({ queryKey: ["listRoleBindings"] }),
        queries.invalidateQueries({ queryKey: ["listApiKeys"] }),
      ]);
    },
  });
}

/** Who has the link can accept: it stays in no list. */
function withoutLink({ link: _, ...invitation }: Invitation): Invitation {
  return invitation;
}

export function useInvite() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (invitation: { email: string; roles: InvitedRole[] }) =>
      body(http.POST("/iam/v2/invitations", { body: invitation })),
    onSuccess: (answer) => {
      const made = withoutLink(answer);
      return queries.setQueryData(invitationsQuery.queryKey, (rows) => rows && [made, ...rows]);
    },
  });
}

export function useResendInvitation() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (invitation_id: string) =>
      body(http.POST("/iam/v2/invitations/{invitation_id}:resend", { params: { path: { invitation_id } } })),
    onSuccess: (answer) => {
      const sent = withoutLink(answer);
      return queries.setQueryData(invitationsQuery.queryKey, (rows) =>
        rows?.map((row) => (row.id === sent.id ? sent : row)),
      );
    },
  });
}

export function useWithdrawInvitation() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (invitation_id: string) => {
      await http.DELETE("/iam/v2/invitations/{invitation_id}", { params: { path: { invitation_id } } });
    },
    onSuccess: (_, id) =>
      queries.setQueryData(invitationsQuery.queryKey, (rows) => rows?.filter((row) => row.id !== id)),
  });
}
