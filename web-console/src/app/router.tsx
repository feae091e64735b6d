import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouterHistory,
  redirect,
} from "@tanstack/react-router";
import { clusterQuery, clustersQuery } from "~/api/clusters";
import { environmentsQuery } from "~/api/environments";
import { ApiProblem } from "~/api/problem";
import { meQuery } from "~/api/session";
import { topicQuery } from "~/api/topics";
import { messagesSearch } from "~/messages/search";
import { NothingHere } from "~/parts/nothing-here";
import { PageFailure } from "./page-failure";
import { Root } from "./root";
import { oneOf, parseSearch, stringifySearch, text } from "./search-params";
import { ClusterFrame, Shell } from "./shell";

interface Context {
  queries: QueryClient;
}

const root = createRootRouteWithContext<Context>()({ component: Root, notFoundComponent: NothingHere });

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

/** Everything behind a session. */
const inside = createRoute({
  getParentRoute: () => root,
  id: "in",
  component: Shell,
  errorComponent: PageFailure,
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queries.ensureQueryData(meQuery);
    } catch (problem) {
      if (problem instanceof ApiProblem && problem.status === 401) {
        throw redirect({ to: "/login", search: location.href === "/" ? {} : { next: location.href } });
      }
      throw problem;
    }
  },
});

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
  component: lazyRouteComponent(() => import("~/start/start-page"), "StartPage"),
});
const environment = createRoute({
  getParentRoute: () => inside,
  path: "/environments/$environmentId",
  component: lazyRouteComponent(() => import("~/environments/environment-page"), "EnvironmentPage"),
});
const newEnvironment = createRoute({
  getParentRoute: () => inside,
  path: "/environments-new",
  component: lazyRouteComponent(() => import("~/environments/new-environment-page"), "NewEnvironmentPage"),
});
const newCluster = createRoute({
  getParentRoute: () => inside,
  path: "/clusters-new",
  validateSearch: (search): { environment?: string } => ({ environment: text(search.environment) }),
  component: lazyRouteComponent(() => import("~/clusters/new-cluster-page"), "NewClusterPage"),
});
const serviceAccounts = createRoute({
  getParentRoute: () => inside,
  path: "/service-accounts",
  component: lazyRouteComponent(
    () => import("~/service-accounts/service-accounts-page"),
    "ServiceAccountsPage",
  ),
});
const newServiceAccount = createRoute({
  getParentRoute: () => inside,
  path: "/service-accounts-new",
  component: lazyRouteComponent(
    () => import("~/service-accounts/new-service-account-page"),
    "NewServiceAccountPage",
  ),
});
const apiKeys = createRoute({
  getParentRoute: () => inside,
  path: "/api-keys",
  component: lazyRouteComponent(() => import("~/keys/all-keys-page"), "AllKeysPage"),
});
const newApiKey = createRoute({
  getParentRoute: () => inside,
  path: "/api-keys-new",
  component: lazyRouteComponent(() => import("~/keys/new-key-page"), "NewCloudKeyPage"),
});
const apiKey = createRoute({
  getParentRoute: () => inside,
  path: "/api-keys/$keyId",
  component: lazyRouteComponent(() => import("~/keys/key-page"), "KeyPage"),
});
const settings = createRoute({
  getParentRoute: () => inside,
  path: "/settings/me",
  component: lazyRouteComponent(() => import("~/settings/me-page"), "MePage"),
});

/** A cluster that is not there, or is somebody else's, shows the same page for every path below it. */
const cluster = createRoute({
  getParentRoute: () => inside,
  path: "/clusters/$clusterId",
  component: ClusterFrame,
  loader: ({ context, params }) => {
    void context.queries.prefetchQuery(clusterQuery(params.clusterId));
  },
});
const ranged = (search: Record<string, unknown>): { range?: string } => ({
  range: oneOf(search.range, ["15m", "1h", "6h", "24h", "7d", "30d"]),
});
const overview = createRoute({
  getParentRoute: () => cluster,
  path: "/",
  validateSearch: ranged,
  component: lazyRouteComponent(() => import("~/clusters/overview-page"), "OverviewPage"),
});
const clusterSettings = createRoute({
  getParentRoute: () => cluster,
  path: "/settings",
  component: lazyRouteComponent(() => import("~/clusters/settings-page"), "ClusterSettingsPage"),
});
const topics = createRoute({
  getParentRoute: () => cluster,
  path: "/topics",
  validateSearch: (search): { filter?: string } => ({ filter: text(search.filter) }),
  component: lazyRouteComponent(() => import("~/topics/topics-page"), "TopicsPage"),
});
const newTopic = createRoute({
  getParentRoute: () => cluster,
  path: "/topics-new",
  component: lazyRouteComponent(() => import("~/topics/new-topic-page"), "NewTopicPage"),
});
const topic = createRoute({
  getParentRoute: () => cluster,
  path: "/topics/$topic",
  loader: ({ context, params }) => {
    void context.queries.prefetchQuery(topicQuery(params.clusterId, params.topic));
  },
  component: lazyRouteComponent(() => import("~/topics/topic-frame"), "TopicFrame"),
});
const topicIndex = createRoute({
  getParentRoute: () => topic,
  path: "/",
  beforeLoad: ({ params }) => {
    throw redirect({ to: "/clusters/$clusterId/topics/$topic/messages", params, replace: true });
  },
});
const messages = createRoute({
  getParentRoute: () => topic,
  path: "/messages",
  validateSearch: messagesSearch,
  component: lazyRouteComponent(() => import("~/messages/messages-page"), "MessagesPage"),
});
const message = createRoute({
  getParentRoute: () => messages,
  path: "/$partition/$offset",
});
const partitions = createRoute({
  getParentRoute: () => topic,
  path: "/partitions",
  component: lazyRouteComponent(() => import("~/topics/partitions-page"), "PartitionsPage"),
});
const configs = createRoute({
  getParentRoute: () => topic,
  path: "/configs",
  component: lazyRouteComponent(() => import("~/topics/configs-page"), "ConfigsPage"),
});
const topicSettings = createRoute({
  getParentRoute: () => topic,
  path: "/settings",
  component: lazyRouteComponent(() => import("~/topics/topic-settings-page"), "TopicSettingsPage"),
});
const groups = createRoute({
  getParentRoute: () => cluster,
  path: "/groups",
  validateSearch: (search): { filter?: string } => ({ filter: text(search.filter) }),
  component: lazyRouteComponent(() => import("~/groups/groups-page"), "GroupsPage"),
});
const group = createRoute({
  getParentRoute: () => cluster,
  path: "/groups/$group",
  component: lazyRouteComponent(() => import("~/groups/group-page"), "GroupPage"),
});
const connect = createRoute({
  getParentRoute: () => cluster,
  path: "/connect",
  validateSearch: (search): { lang?: string; topic?: string } => ({
    lang: oneOf(search.lang, ["java", "python", "kcat"]),
    topic: text(search.topic),
  }),
  component: lazyRouteComponent(() => import("~/connect/connect-page"), "ConnectPage"),
});
const keys = createRoute({
  getParentRoute: () => cluster,
  path: "/keys",
  component: lazyRouteComponent(() => import("~/keys/keys-page"), "KeysPage"),
});
const newKey = createRoute({
  getParentRoute: () => cluster,
  path: "/keys-new",
  component: lazyRouteComponent(() => import("~/keys/new-key-page"), "NewClusterKeyPage"),
});

const tree = root.addChildren([
  signUp,
  logIn,
  inside.addChildren([
    home,
    start,
    environment,
    newEnvironment,
    newCluster,
    serviceAccounts,
    newServiceAccount,
    apiKeys,
    newApiKey,
    apiKey,
    settings,
    cluster.addChildren([
      overview,
      clusterSettings,
      topics,
      newTopic,
      topic.addChildren([topicIndex, messages.addChildren([message]), partitions, configs, topicSettings]),
      groups,
      group,
      connect,
      keys,
      newKey,
    ]),
  ]),
]);

export const makeRouter = (queries: QueryClient, history?: RouterHistory) =>
  createRouter({
    routeTree: tree,
    history,
    context: { queries },
    parseSearch,
    stringifySearch,
    defaultPreload: "intent",
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: PageFailure,
    defaultNotFoundComponent: NothingHere,
    scrollRestoration: true,
  });

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
