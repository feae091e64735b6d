import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { body, http, quietly } from "./client";
import { sessionRestored, setSession } from "./session-state";
import type { Me, Right } from "./types";

function remember(me: Me): Me {
  setSession(me.session.csrf_token, me.user.id);
  return me;
}

export const meQuery = queryOptions({
  queryKey: ["getMe"],
  queryFn: async ({ signal }) => remember(await body(http.GET("/api/v1/me", { signal, headers: quietly }))),
  staleTime: 60_000,
});

export const useMe = (): Me | undefined => useQuery({ ...meQuery, enabled: false }).data;

/** Whether the user may do this; unknown counts as yes, the server has the last word. */
export function useMay(right: Right): boolean {
  const me = useMe();
  return me === undefined || me.rights.includes(right);
}

export function useLogIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (credentials: { email: string; password: string }) =>
      remember(await body(http.POST("/api/v1/login", { body: credentials }))),
    onSuccess: (me) => {
      const before = queries.getQueryData(meQuery.queryKey);
      // Another user than before must not see what the last one loaded.
      if (before && before.user.id !== me.user.id) queries.clear();
      queries.setQueryData(meQuery.queryKey, me);
      sessionRestored();
    },
  });
}

export function useSignUp() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (account: { email: string; password: string; organization_name: string }) =>
      remember(await body(http.POST("/api/v1/signup", { body: account }))),
    onSuccess: (me) => {
      queries.clear();
      queries.setQueryData(meQuery.queryKey, me);
    },
  });
}

/** Ends the session, leaves the page by `leave`, then forgets what was loaded: a page still open would ask for it again. */
export function useLogOut(leave: () => Promise<void>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      await http.POST("/api/v1/logout", { headers: quietly });
      await leave();
      queries.clear();
    },
  });
}
