import { createRoute } from "@tanstack/react-router";
import type { AuditSearch } from "~/audit/search";
import { lazyPage } from "./lazy-page";
import { inside } from "./root-route";
import { oneOf, text } from "./search-params";

const members = createRoute({
  getParentRoute: () => inside,
  path: "/members",
  component: lazyPage(() => import("~/members/members-frame"), "MembersFrame"),
});
const people = createRoute({
  getParentRoute: () => members,
  path: "/",
  validateSearch: (search): { filter?: string; sort?: string } => ({
    filter: text(search.filter),
    sort: text(search.sort),
  }),
  component: lazyPage(() => import("~/members/people-page"), "PeoplePage"),
});
const invitations = createRoute({
  getParentRoute: () => members,
  path: "/invitations",
  component: lazyPage(() => import("~/members/invitations-page"), "InvitationsPage"),
});
const organizationAccess = createRoute({
  getParentRoute: () => members,
  path: "/access",
  component: lazyPage(() => import("~/access/access-pages"), "OrganizationAccessPage"),
});
const roles = createRoute({
  getParentRoute: () => members,
  path: "/roles",
  component: lazyPage(() => import("~/members/roles-page"), "RolesPage"),
});
const invite = createRoute({
  getParentRoute: () => inside,
  path: "/members-invite",
  component: lazyPage(() => import("~/members/invite-page"), "InvitePage"),
});
const newAccess = createRoute({
  getParentRoute: () => inside,
  path: "/access-new",
  validateSearch: (search): { cluster?: string; environment?: string; who?: string } => ({
    cluster: text(search.cluster),
    environment: text(search.environment),
    who: text(search.who),
  }),
  component: lazyPage(() => import("~/access/new-access-page"), "NewAccessPage"),
});
const environmentAccess = createRoute({
  getParentRoute: () => inside,
  path: "/environments/$environmentId/access",
  component: lazyPage(() => import("~/access/access-pages"), "EnvironmentAccessPage"),
});
const audit = createRoute({
  getParentRoute: () => inside,
  path: "/audit-log",
  validateSearch: (search): AuditSearch => ({
    actor: text(search.actor),
    action: text(search.action),
    resource: text(search.resource),
    outcome: oneOf(search.outcome, ["DONE", "REFUSED"]),
    text: text(search.text),
    since: oneOf(search.since, ["24h", "7d", "30d"]),
    row: text(search.row),
  }),
  component: lazyPage(() => import("~/audit/audit-page"), "AuditPage"),
});
const usage = createRoute({
  getParentRoute: () => inside,
  path: "/usage",
  validateSearch: (search): { month?: string; sort?: string } => ({
    month: /^\d{4}-\d{2}$/.test(String(search.month)) ? text(search.month) : undefined,
    sort: text(search.sort),
  }),
  component: lazyPage(() => import("~/usage/usage-page"), "UsagePage"),
});

export const peopleRoutes = [
  members.addChildren([people, invitations, organizationAccess, roles]),
  invite,
  newAccess,
  environmentAccess,
  audit,
  usage,
];
