import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { ApiProblem } from "~/api/problem";
import { meQuery } from "~/api/session";
import { type SignOnProblem, signOnProblems } from "~/login/sign-on-problems";
import { lazyPage } from "./lazy-page";
import { root } from "./root-route";
import { oneOf, text } from "./search-params";

const nextSearch = (search: Record<string, unknown>): { next?: string } => {
  const next = text(search.next);
  // Only a path of our own: an address of somebody else's behind a sign-in would be a gift to phishers.
  return next?.startsWith("/") && !/^\/[\\/]/.test(next) ? { next } : {};
};

const signUp = createRoute({
  getParentRoute: () => root,
  path: "/signup",
  component: lazyRouteComponent(() => import("~/signup/signup-page"), "SignUpPage"),
});
const logIn = createRoute({
  getParentRoute: () => root,
  path: "/login",
  validateSearch: nextSearch,
  component: lazyRouteComponent(() => import("~/login/login-page"), "LogInPage"),
});
const singleSignOn = createRoute({
  getParentRoute: () => root,
  path: "/single-sign-on",
  validateSearch: (search): { next?: string; problem?: SignOnProblem } => ({
    ...nextSearch(search),
    problem: oneOf(search.problem, signOnProblems),
  }),
  component: lazyRouteComponent(() => import("~/login/single-sign-on-page"), "SingleSignOnPage"),
});
const forgot = createRoute({
  getParentRoute: () => root,
  path: "/forgot",
  component: lazyRouteComponent(() => import("~/login/forgot-page"), "ForgotPage"),
});
const reset = createRoute({
  getParentRoute: () => root,
  path: "/reset",
  component: lazyPage(() => import("~/login/reset-page"), "ResetPage"),
});
const verify = createRoute({
  getParentRoute: () => root,
  path: "/verify",
  component: lazyRouteComponent(() => import("~/login/verify-page"), "VerifyPage"),
});
const invitation = createRoute({
  getParentRoute: () => root,
  path: "/invitation",
  component: lazyPage(() => import("~/login/invitation-page"), "InvitationPage"),
});

/** For whoever is logged in and lacks what their organization requires: nothing else is open to them. */
const secondFactor = createRoute({
  getParentRoute: () => root,
  path: "/second-factor",
  validateSearch: nextSearch,
  beforeLoad: async ({ context, search }) => {
    // What was known may be old: the organization may have changed its mind.
    const me = await context.queries.fetchQuery({ ...meQuery, staleTime: 0 }).catch((problem) => {
      if (problem instanceof ApiProblem && problem.status === 401) throw redirect({ to: "/login", search });
      throw problem;
    });
    if (!me.second_factor_missing) throw redirect({ href: search.next ?? "/" });
  },
  component: lazyPage(() => import("~/settings/required-factor-page"), "RequiredFactorPage"),
});

/** Pages before the session, or before it opens anything. */
export const openRoutes = [signUp, logIn, singleSignOn, forgot, reset, verify, invitation, secondFactor];
