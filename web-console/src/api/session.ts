import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { body, http, quietly } from "./client";
import type { components } from "./generated";
import { sessionRestored, setSession } from "./session-state";
import type { Me, Right } from "./types";

/** Takes the session a call answered with. */
export function remember(me: Me): Me {
  setSession(me.session.csrf_token, me.user.id);
  return me;
}

export const meQuery = queryOptions({
  queryKey: ["getMe"],
  queryFn: async ({ signal }) => remember(await body(http.GET("/api/v1/me", { signal, headers: quietly }))),
  staleTime: 60_000,
});

export const useMe = (): Me | undefined => useQuery({ ...meQuery, enabled: false }).data;

/** Rights that the server's table is about to name. */
type ComingRight =
  | "members.manage"
  | "role_bindings.manage"
  | "organization.manage"
  | "audit.read"
  | "usage.read";

/** Whether the user may do this; unknown counts as yes, the server has the last word. */
export function useMay(right: Right | ComingRight): boolean {
  const me = useMe();
  if (me === undefined || me.role === "OrganizationAdmin") return true;
  return (me.rights as readonly string[]).includes(right);
}

export type SecondFactorNeeded = components["schemas"]["SecondFactorNeeded"];

export const needsSecondFactor = (answer: Me | SecondFactorNeeded): answer is SecondFactorNeeded =>
  "second_factor" in answer;

/** Puts a new session in place of the one before. */
function useEnter() {
  const queries = useQueryClient();
  return (me: Me) => {
    const before = queries.getQueryData(meQuery.queryKey);
    // Another user than before must not see what the last one loaded.
    if (before && before.user.id !== me.user.id) queries.clear();
    queries.setQueryData(meQuery.queryKey, remember(me));
    sessionRestored();
  };
}

export function useLogIn() {
  const enter = useEnter();
  return useMutation({
    mutationFn: (credentials: { email: string; password: string }) =>
      body<Me | SecondFactorNeeded>(http.POST("/api/v1/login", { body: credentials })),
    onSuccess: (answer) => {
      if (!needsSecondFactor(answer)) enter(answer);
    },
  });
}

export function useLogInWithCode() {
  return useMutation({
    mutationFn: (answer: { challenge: string; code: string }) =>
      body(http.POST("/api/v1/login/second-factor", { body: answer, headers: quietly })),
    onSuccess: useEnter(),
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
