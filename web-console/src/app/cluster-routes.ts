import { createRoute, redirect } from "@tanstack/react-router";
import { clusterQuery, connectQuery } from "~/api/clusters";
import { type PeriodSearch, ranges } from "~/api/period";
import { topicQuery } from "~/api/topics";
import { redriveSearch } from "~/messages/redrive-search";
import { messagesSearch } from "~/messages/search";
import { languages } from "~/snippets/languages";
import { lazyPage } from "./lazy-page";
import { inside, soon } from "./root-route";
import { oneOf, text } from "./search-params";
import { ClusterFrame } from "./shell";

/** A cluster that is not there, or is somebody else's, shows the same page for every path below it. */
const cluster = createRoute({
  getParentRoute: () => inside,
  path: "/clusters/$clusterId",
  component: ClusterFrame,
  loader: ({ context, params }) =>
    soon(context.queries, [clusterQuery(params.clusterId), connectQuery(params.clusterId)]),
});
const ranged = (search: Record<string, unknown>): PeriodSearch => ({
  range: oneOf(search.range, Object.keys(ranges)),
  from: text(search.from),
  to: text(search.to),
});
const overview = createRoute({
  getParentRoute: () => cluster,
  path: "/",
  validateSearch: ranged,
  component: lazyPage(() => import("~/clusters/overview-page"), "OverviewPage"),
});
const clusterSettings = createRoute({
  getParentRoute: () => cluster,
  path: "/settings",
  component: lazyPage(() => import("~/clusters/settings-page"), "ClusterSettingsPage"),
});
const topics = createRoute({
  getParentRoute: () => cluster,
  path: "/topics",
  validateSearch: (search): { filter?: string; sort?: string; deleted?: string } => ({
    filter: text(search.filter),
    sort: text(search.sort),
    deleted: text(search.deleted),
  }),
  component: lazyPage(() => import("~/topics/topics-page"), "TopicsPage"),
});
const newTopic = createRoute({
  getParentRoute: () => cluster,
  path: "/topics-new",
  component: lazyPage(() => import("~/topics/new-topic-page"), "NewTopicPage"),
});
const bin = createRoute({
  getParentRoute: () => cluster,
  path: "/topics-bin",
  component: lazyPage(() => import("~/topics/bin-page"), "BinPage"),
});
const topic = createRoute({
  getParentRoute: () => cluster,
  path: "/topics/$topic",
  loader: ({ context, params }) => soon(context.queries, [topicQuery(params.clusterId, params.topic)]),
  component: lazyPage(() => import("~/topics/topic-frame"), "TopicFrame"),
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
  component: lazyPage(() => import("~/messages/messages-page"), "MessagesPage"),
});
const message = createRoute({
  getParentRoute: () => messages,
  path: "/$partition/$offset",
});
const redrive = createRoute({
  getParentRoute: () => topic,
  path: "/redrive",
  validateSearch: redriveSearch,
  component: lazyPage(() => import("~/messages/redrive-page"), "RedrivePage"),
});
const partitions = createRoute({
  getParentRoute: () => topic,
  path: "/partitions",
  validateSearch: ranged,
  component: lazyPage(() => import("~/topics/partitions-page"), "PartitionsPage"),
});
const configs = createRoute({
  getParentRoute: () => topic,
  path: "/configs",
  component: lazyPage(() => import("~/topics/configs-page"), "ConfigsPage"),
});
const topicGroups = createRoute({
  getParentRoute: () => topic,
  path: "/groups",
  component: lazyPage(() => import("~/topics/groups-tab"), "GroupsTab"),
});
const topicAccess = createRoute({
  getParentRoute: () => topic,
  path: "/access",
  component: lazyPage(() => import("~/topics/access-tab"), "AccessTab"),
});
const topicSettings = createRoute({
  getParentRoute: () => topic,
  path: "/settings",
  component: lazyPage(() => import("~/topics/topic-settings-page"), "TopicSettingsPage"),
});
const groups = createRoute({
  getParentRoute: () => cluster,
  path: "/groups",
  validateSearch: (search): { filter?: string; regex?: string; sort?: string } => ({
    filter: text(search.filter),
    regex: text(search.regex),
    sort: text(search.sort),
  }),
  component: lazyPage(() => import("~/groups/groups-page"), "GroupsPage"),
});
const group = createRoute({
  getParentRoute: () => cluster,
  path: "/groups/$group",
  validateSearch: ranged,
  component: lazyPage(() => import("~/groups/group-page"), "GroupPage"),
});
const resetGroup = createRoute({
  getParentRoute: () => cluster,
  path: "/groups/$group/reset",
  component: lazyPage(() => import("~/groups/reset-page"), "ResetPage"),
});
const connect = createRoute({
  getParentRoute: () => cluster,
  path: "/connect",
  validateSearch: (search): { lang?: string; topic?: string } => ({
    lang: oneOf(search.lang, languages),
    topic: text(search.topic),
  }),
  component: lazyPage(() => import("~/connect/connect-page"), "ConnectPage"),
});
const access = createRoute({
  getParentRoute: () => cluster,
  path: "/access",
  component: lazyPage(() => import("~/access/access-pages"), "ClusterAccessPage"),
});
const keys = createRoute({
  getParentRoute: () => cluster,
  path: "/keys",
  component: lazyPage(() => import("~/keys/keys-page"), "KeysPage"),
});
const newKey = createRoute({
  getParentRoute: () => cluster,
  path: "/keys-new",
  component: lazyPage(() => import("~/keys/new-key-page"), "NewClusterKeyPage"),
});

export const clusterRoute = cluster.addChildren([
  overview,
  clusterSettings,
  topics,
  newTopic,
  bin,
  topic.addChildren([
    topicIndex,
    messages.addChildren([message]),
    redrive,
    partitions,
    topicGroups,
    configs,
    topicAccess,
    topicSettings,
  ]),
  groups,
  group,
  resetGroup,
  connect,
  keys,
  newKey,
  access,
]);
