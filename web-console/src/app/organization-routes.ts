import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { clustersQuery } from "~/api/clusters";
import { environmentsQuery } from "~/api/environments";
import { lazyPage } from "./lazy-page";
import { peopleRoutes } from "./people-routes";
import { inside } from "./root-route";
import { text } from "./search-params";

const home = createRoute({
  getParentRoute: () => inside,
  path: "/",
  loader: ({ context }) => {
    void context.queries.prefetchQuery(environmentsQuery);
    void context.queries.prefetchQuery(clustersQuery);
  },
  component: lazyRouteComponent(() => import("~/home/home-page"), "HomePage"),
});
const start = createRoute({
  getParentRoute: () => inside,
  path: "/start",
  component: lazyPage(() => import("~/start/start-page"), "StartPage"),
});
const sorted = (search: Record<string, unknown>): { sort?: string } => ({ sort: text(search.sort) });
const environments = createRoute({
  getParentRoute: () => inside,
  path: "/environments",
  validateSearch: sorted,
  component: lazyPage(() => import("~/environments/environments-page"), "EnvironmentsPage"),
});
const environmentSettings = createRoute({
  getParentRoute: () => inside,
  path: "/environments/$environmentId/settings",
  component: lazyPage(() => import("~/environments/environment-settings-page"), "EnvironmentSettingsPage"),
});
const environment = createRoute({
  getParentRoute: () => inside,
  path: "/environments/$environmentId",
  component: lazyPage(() => import("~/environments/environment-page"), "EnvironmentPage"),
});
const newEnvironment = createRoute({
  getParentRoute: () => inside,
  path: "/environments-new",
  component: lazyPage(() => import("~/environments/new-environment-page"), "NewEnvironmentPage"),
});
const newCluster = createRoute({
  getParentRoute: () => inside,
  path: "/clusters-new",
  validateSearch: (search): { environment?: string } => ({ environment: text(search.environment) }),
  component: lazyPage(() => import("~/clusters/new-cluster-page"), "NewClusterPage"),
});
const serviceAccounts = createRoute({
  getParentRoute: () => inside,
  path: "/service-accounts",
  component: lazyPage(() => import("~/service-accounts/service-accounts-page"), "ServiceAccountsPage"),
});
const newServiceAccount = createRoute({
  getParentRoute: () => inside,
  path: "/service-accounts-new",
  component: lazyPage(() => import("~/service-accounts/new-service-account-page"), "NewServiceAccountPage"),
});
const apiKeys = createRoute({
  getParentRoute: () => inside,
  path: "/api-keys",
  component: lazyPage(() => import("~/keys/all-keys-page"), "AllKeysPage"),
});
const newApiKey = createRoute({
  getParentRoute: () => inside,
  path: "/api-keys-new",
  component: lazyPage(() => import("~/keys/new-key-page"), "NewCloudKeyPage"),
});
const apiKey = createRoute({
  getParentRoute: () => inside,
  path: "/api-keys/$keyId",
  component: lazyPage(() => import("~/keys/key-page"), "KeyPage"),
});
const settings = createRoute({
  getParentRoute: () => inside,
  path: "/settings",
  component: lazyPage(() => import("~/settings/settings-frame"), "SettingsFrame"),
});
const settingsIndex = createRoute({
  getParentRoute: () => settings,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/settings/me", replace: true });
  },
});
const me = createRoute({
  getParentRoute: () => settings,
  path: "/me",
  component: lazyPage(() => import("~/settings/me-page"), "MePage"),
});
const security = createRoute({
  getParentRoute: () => settings,
  path: "/security",
  component: lazyPage(() => import("~/settings/security-page"), "SecurityPage"),
});
const organization = createRoute({
  getParentRoute: () => settings,
  path: "/organization",
  component: lazyPage(() => import("~/settings/organization-page"), "OrganizationPage"),
});
const singleSignOn = createRoute({
  getParentRoute: () => settings,
  path: "/single-sign-on",
  component: lazyPage(() => import("~/settings/single-sign-on-page"), "SingleSignOnSettingsPage"),
});
const mailbox = createRoute({
  getParentRoute: () => settings,
  path: "/mailbox",
  component: lazyPage(() => import("~/settings/mailbox-page"), "MailboxPage"),
});

export const organizationRoutes = [
  home,
  start,
  environments,
  environmentSettings,
  environment,
  newEnvironment,
  newCluster,
  serviceAccounts,
  newServiceAccount,
  apiKeys,
  newApiKey,
  apiKey,
  settings.addChildren([settingsIndex, me, security, organization, singleSignOn, mailbox]),
  ...peopleRoutes,
];
