import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { lazyPage } from "./lazy-page";
import { root } from "./root-route";
import { text } from "./search-params";

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

/** Pages before the session. */
export const openRoutes = [signUp, logIn, forgot, reset, verify, invitation];
