import * as account from "./account";
import { type Call, empty, refuse } from "./answers";
import * as bin from "./bin";
import { deleteConsumerGroup, resetGroupOffsets } from "./group-offsets";
import * as groups from "./groups";
import * as questions from "./message-questions";
import { getMessage, produceMessage, streamMessages } from "./messages";
import { getMetrics } from "./metrics";
import * as people from "./people";
import * as redrive from "./redrive";
import * as resources from "./resources";
import { refusal } from "./rights";
import * as saved from "./saved-filters";
import { bareWorld, seededWorld } from "./seed";
import { introduce, lacksFactor, logIn, logInWithSecondFactor, logOut, signUp } from "./session";
import * as signOn from "./single-sign-on";
import * as topics from "./topics";
import { emptyWorld, type World } from "./world";

type Handler = (world: World, call: Call) => Response;

const routes: [method: string, pattern: string, handler: Handler][] = [
  ["POST", "/api/v1/signup", signUp],
  ["POST", "/api/v1/login", logIn],
  ["POST", "/api/v1/login/second-factor", logInWithSecondFactor],
  ["POST", "/api/v1/logout", logOut],
  ["GET", "/api/v1/me", (world) => introduce(world)],
  ["PATCH", "/api/v1/me", account.updateMe],
  ["GET", "/api/v1/sessions", account.listSessions],
  ["DELETE", "/api/v1/sessions/{}", account.endSession],
  ["POST", "/api/v1/sessions:end-others", account.endOtherSessions],
  ["GET", "/api/v1/me/filters", saved.listSavedFilters],
  ["POST", "/api/v1/me/filters", saved.saveFilter],
  ["PATCH", "/api/v1/me/filters/{}", saved.updateSavedFilter],
  ["DELETE", "/api/v1/me/filters/{}", saved.deleteSavedFilter],
  ["POST", "/api/v1/me/password", account.changePassword],
  ["POST", "/api/v1/me/email", account.changeEmail],
  ["POST", "/api/v1/me/email/verification", account.accepted],
  ["POST", "/api/v1/me/second-factor", account.startSecondFactor],
  ["POST", "/api/v1/me/second-factor/confirm", account.confirmSecondFactor],
  ["POST", "/api/v1/me/second-factor/recovery-codes", account.renewRecoveryCodes],
  ["POST", "/api/v1/me/second-factor/off", account.stopSecondFactor],
  ["POST", "/api/v1/password/forgot", account.accepted],
  ["POST", "/api/v1/password/reset", account.resetPassword],
  ["POST", "/api/v1/email/verify", account.verifyEmail],
  ["GET", "/api/v1/mailbox", account.readMailbox],
  ["POST", "/api/v1/invitations/preview", account.previewInvitation],
  ["POST", "/api/v1/invitations/accept", account.acceptInvitation],
  ["GET", "/api/v1/organization", people.getOrganization],
  ["PATCH", "/api/v1/organization", people.updateOrganization],
  ["GET", "/api/v1/single-sign-on", signOn.getSingleSignOn],
  ["PUT", "/api/v1/single-sign-on", signOn.setSingleSignOn],
  ["DELETE", "/api/v1/single-sign-on", signOn.removeSingleSignOn],
  ["POST", "/api/v1/single-sign-on/test", signOn.testSingleSignOn],
  ["GET", "/api/v1/roles", people.listRoles],
  ["GET", "/api/v1/audit-log", people.listAuditLog],
  ["GET", "/api/v1/usage", people.getUsage],
  ["GET", "/iam/v2/users", people.listUsers],
  ["DELETE", "/iam/v2/users/{}", people.removeUser],
  ["GET", "/iam/v2/invitations", people.listInvitations],
  ["POST", "/iam/v2/invitations", people.createInvitation],
  ["POST", "/iam/v2/invitations/{}", people.resendInvitation],
  ["DELETE", "/iam/v2/invitations/{}", people.withdrawInvitation],
  ["GET", "/iam/v2/role-bindings", people.listRoleBindings],
  ["POST", "/iam/v2/role-bindings", people.createRoleBinding],
  ["DELETE", "/iam/v2/role-bindings/{}", people.deleteRoleBinding],
  ["GET", "/org/v2/environments", resources.listEnvironments],
  ["POST", "/org/v2/environments", resources.createEnvironment],
  ["PATCH", "/org/v2/environments/{}", resources.renameEnvironment],
  ["DELETE", "/org/v2/environments/{}", resources.deleteEnvironment],
  ["GET", "/cmk/v2/clusters", resources.listClusters],
  ["POST", "/cmk/v2/clusters", resources.createCluster],
  ["GET", "/cmk/v2/clusters/{}", resources.getCluster],
  ["PATCH", "/cmk/v2/clusters/{}", resources.updateCluster],
  ["DELETE", "/cmk/v2/clusters/{}", resources.deleteCluster],
  ["GET", "/iam/v2/service-accounts", resources.listServiceAccounts],
  ["POST", "/iam/v2/service-accounts", resources.createServiceAccount],
  ["DELETE", "/iam/v2/service-accounts/{}", resources.deleteServiceAccount],
  ["GET", "/iam/v2/api-keys", resources.listApiKeys],
  ["POST", "/iam/v2/api-keys", resources.createApiKey],
  ["GET", "/iam/v2/api-keys/{}", resources.getApiKey],
  ["POST", "/iam/v2/api-keys/{}", resources.changeApiKey],
  ["DELETE", "/iam/v2/api-keys/{}", resources.revokeApiKey],
  ["GET", "/kafka/v3/clusters/{}/topics", topics.listTopics],
  ["POST", "/kafka/v3/clusters/{}/topics", topics.createTopic],
  ["GET", "/kafka/v3/clusters/{}/topics/{}", topics.getTopic],
  ["PATCH", "/kafka/v3/clusters/{}/topics/{}", topics.updateTopic],
  ["DELETE", "/kafka/v3/clusters/{}/topics/{}", topics.deleteTopic],
  ["GET", "/kafka/v3/clusters/{}/topics/{}/configs", topics.listTopicConfigs],
  ["POST", "/kafka/v3/clusters/{}/topics/{}/configs:alter", topics.alterTopicConfigs],
  ["GET", "/kafka/v3/clusters/{}/topics/{}/partitions", topics.listPartitions],
  ["GET", "/api/v1/clusters/{}/bin", bin.listBin],
  ["POST", "/api/v1/clusters/{}/bin/{}", bin.restoreTopic],
  ["DELETE", "/api/v1/clusters/{}/bin/{}", bin.purgeTopic],
  ["GET", "/kafka/v3/clusters/{}/consumer-groups", groups.listConsumerGroups],
  ["GET", "/kafka/v3/clusters/{}/consumer-groups/{}", groups.getConsumerGroup],
  ["GET", "/kafka/v3/clusters/{}/consumer-groups/{}/consumers", groups.listConsumers],
  ["DELETE", "/kafka/v3/clusters/{}/consumer-groups/{}", deleteConsumerGroup],
  ["GET", "/api/v1/clusters/{}/groups/{}/lag", groups.getGroupLag],
  ["GET", "/api/v1/clusters/{}/groups/{}/lag:history", groups.getGroupLagHistory],
  ["GET", "/api/v1/clusters/{}/groups:lag", groups.listGroupLags],
  ["GET", "/api/v1/clusters/{}/topics/{}/groups", groups.listTopicReaders],
  ["GET", "/api/v1/lagging-groups", groups.listLaggingGroups],
  ["POST", "/api/v1/clusters/{}/groups/{}/offsets:reset", resetGroupOffsets],
  ["GET", "/api/v1/clusters/{}/messages", streamMessages],
  ["POST", "/api/v1/clusters/{}/messages:check", questions.checkMessageFilter],
  ["GET", "/api/v1/clusters/{}/messages:estimate", questions.estimateMessages],
  ["GET", "/api/v1/clusters/{}/messages:timeline", questions.getMessageTimeline],
  ["GET", "/api/v1/clusters/{}/messages:download", questions.downloadMessages],
  ["POST", "/api/v1/clusters/{}/topics/{}/messages", produceMessage],
  ["GET", "/api/v1/clusters/{}/topics/{}/messages/{}/{}", getMessage],
  ["POST", "/api/v1/clusters/{}/topics/{}/redrive:plan", redrive.planRedrive],
  ["POST", "/api/v1/clusters/{}/topics/{}/redrive", redrive.redriveMessages],
  ["GET", "/api/v1/clusters/{}/metrics", getMetrics],
  ["GET", "/api/v1/clusters/{}/connect", resources.getConnectInfo],
];

const open = new Set([
  "/api/v1/signup",
  "/api/v1/login",
  "/api/v1/login/second-factor",
  "/api/v1/logout",
  "/api/v1/password/forgot",
  "/api/v1/password/reset",
  "/api/v1/email/verify",
  "/api/v1/mailbox",
  "/api/v1/invitations/preview",
  "/api/v1/invitations/accept",
]);

/** What is open to whoever must set up a second factor first. */
const isOwnAffair = (path: string) => /^\/api\/v1\/(me|sessions?)\b/.test(path);

function match(pattern: string, path: string): string[] | undefined {
  const wanted = pattern.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return undefined;
  const parts: string[] = [];
  for (const [at, part] of wanted.entries()) {
    if (part === "{}") parts.push(decodeURIComponent(given[at] ?? ""));
    else if (part !== given[at]) return undefined;
  }
  return parts;
}

/** What goes wrong on purpose: a path's beginning and the answer to it. */
export interface Fault {
  path: string;
  status: number;
}

/** What all reading meets: no answer yet, a server that fails, no right. What a page stands in (`/me`, its cluster) is there. */
export type ReadingState = "loading" | "error" | "forbidden";

const isGround = (path: string) => path === "/api/v1/me" || /^\/cmk\/v2\/clusters\/[^/]+$/.test(path);
const statusIn = { error: 503, forbidden: 403 } as const;

export interface FakeOptions {
  world?: World;
  state?: ReadingState | undefined;
  latencyMs?: number;
  faults?: () => readonly Fault[];
}

/** The API in memory, typed by the contract, in place of the network. */
export function fakeTransport(options: FakeOptions = {}): (request: Request) => Promise<Response> {
  const world = options.world ?? seededWorld();
  return async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    if (options.latencyMs) await new Promise((done) => setTimeout(done, options.latencyMs));
    const { state } = options;
    if (state && request.method === "GET" && !isGround(pathname)) {
      if (state === "loading") return new Promise<Response>(() => {});
      return refused(statusIn[state]);
    }
    const fault = options.faults?.().find((each) => pathname.startsWith(each.path));
    if (fault?.status === 0) throw new TypeError("no network");
    if (fault?.status === 401) world.me = undefined;
    else if (fault) return refused(fault.status);
    if (!world.me && !open.has(pathname)) return refuse(401, "unauthenticated", "There is no session.");
    if (lacksFactor(world) && !open.has(pathname) && !isOwnAffair(pathname)) {
      return refuse(403, "second_factor_required", "This organization requires a second factor.");
    }
    for (const [method, pattern, handler] of routes) {
      const parts = method === request.method ? match(pattern, pathname) : undefined;
      if (!parts) continue;
      const text = method === "GET" || method === "DELETE" ? "" : await request.text();
      const call = {
        method,
        parts,
        query: searchParams,
        body: text ? JSON.parse(text) : undefined,
        signal: request.signal,
      };
      return refusal(world, pathname, call) ?? handler(world, call);
    }
    return request.method === "DELETE" ? empty() : refuse(404, "not_found", "There is nothing of that id.");
  };
}

const refused = (status: number) =>
  refuse(status, status === 403 ? "forbidden" : "unavailable", sentences[status] ?? "It failed.");

const sentences: Record<number, string> = {
  403: "This needs the role DeveloperRead.",
  429: "More than 100 calls a second. Wait a second.",
  503: "The cell did not answer within 5 s. Nothing was changed; repeating is safe.",
};

/**
 * For `npm run dev`: `localStorage["naru.fake"] = "fresh"` begins before the sign-up, `naru.faults` holds faults as JSON; `?state=` of the
 * first address is `loading`, `error`, `forbidden`, or `empty`: all read well and nothing there.
 */
export function startFake(): (request: Request) => Promise<Response> {
  const fresh = localStorage.getItem("naru.fake") === "fresh";
  const state = new URLSearchParams(location.search).get("state");
  return fakeTransport({
    world: fresh ? emptyWorld() : state === "empty" ? bareWorld() : seededWorld(),
    state: state === "loading" || state === "error" || state === "forbidden" ? state : undefined,
    latencyMs: 40,
    faults: () => JSON.parse(localStorage.getItem("naru.faults") ?? "[]") as Fault[],
  });
}
