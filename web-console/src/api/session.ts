import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { t } from "~/text/t";
import { body, http, quietly } from "./client";
import { clusterQuery, clustersQuery } from "./clusters";
import type { components } from "./generated";
import { sessionRestored, setSession } from "./session-state";
import type { Me, Right } from "./types";

let known: Me | undefined;

/** Takes the session a call answered with. */
export function remember(me: Me): Me {
  known = me;
  setSession(me.session.csrf_token, me.user.id);
  return me;
}

export const meQuery = queryOptions({
  queryKey: ["getMe"],
  queryFn: async ({ signal }) => remember(await body(http.GET("/api/v1/me", { signal, headers: quietly }))),
  staleTime: 60_000,
});

export const useMe = (): Me | undefined => useQuery({ ...meQuery, enabled: false }).data;

/** Where something is to be done, from the innermost scope outwards. */
export interface Where {
  cluster?: string | undefined;
  environment?: string | undefined;
}

/** What the user may do there: a scope that is not listed has the rights of the next wider one. */
export function rightsAt(me: Me, where: Where): readonly Right[] {
  const scopes = [`cluster:${where.cluster}`, `environment:${where.environment}`, "organization"];
  const listed = scopes.map((scope) => me.rights.find((each) => each.scope === scope));
  return listed.find((each) => each !== undefined)?.rights ?? [];
}

/** The place that the address names, if it names one. */
function useHere(): Where | undefined {
  const { clusterId, environmentId } = useParams({ strict: false });
  const cluster = useQuery({ ...clusterQuery(clusterId ?? ""), enabled: false }).data;
  if (clusterId === undefined && environmentId === undefined) return undefined;
  return { cluster: clusterId, environment: environmentId ?? cluster?.spec.environment.id };
}

/**
 * Whether the user may do this, there or, when no place is named, at the page's place or else anywhere; unknown counts as yes, the server has the last word.
 */
export function useMay(right: Right, where?: Where): boolean {
  const me = useMe();
  const here = useHere();
  if (me === undefined) return true;
  const place = where ?? here;
  if (place !== undefined) return rightsAt(me, place).includes(right);
  return me.rights.some((each) => each.rights.includes(right));
}

/** The same for places that are not the page's: rows of a list, and what a form names. */
export function useMayAt(): (right: Right, where: Where) => boolean {
  const me = useMe();
  const clusters = useQuery({ ...clustersQuery, enabled: false }).data;
  return (right, { cluster, environment }) => {
    if (me === undefined) return true;
    const around = clusters?.find((each) => each.id === cluster)?.spec.environment.id;
    return rightsAt(me, { cluster, environment: environment ?? around }).includes(right);
  };
}

/** What is done to the organization as a whole. */
export const ORGANIZATION: Where = {};

/** Who gives rights, by name: nobody should have to ask whom to ask. */
export function grantors(me: Me | undefined): string | undefined {
  const people = me?.who_can_grant.map(({ name, email }) =>
    name && name !== email ? `${name} (${email})` : email,
  );
  return people && people.length > 0 ? people.join(", ") : undefined;
}

/** Why a button is off for somebody without the right to what it does. */
export function noRight(): string {
  const people = grantors(known);
  return people ? t("problem.noRightBut", { people }) : t("problem.noRight");
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
