import type {
  ApiKey,
  AuditRow,
  Cluster,
  Consumer,
  Environment,
  Invitation,
  Mail,
  Me,
  Message,
  OpenSession,
  RoleBinding,
  SavedFilter,
  ServiceAccount,
  SingleSignOn,
  User,
} from "~/api/types";
import { roles } from "./table";

export interface FakeTopic {
  name: string;
  id: string;
  internal: boolean;
  madeMs: number;
  configs: Map<string, string>;
  /** Messages a second that arrive by themselves. */
  rate: number;
  /** Until when arrivals have been made up. */
  untilMs: number;
  partitions: FakePartition[];
}

export interface FakePartition {
  /** Offset of the next message. */
  end: bigint;
  /** The newest messages, oldest first. */
  messages: Message[];
}

export interface FakeGroup {
  id: string;
  state: string;
  topic: string;
  /** Committed offset behind the end, per partition. */
  behind: bigint[];
  members: Consumer[];
}

export interface BinnedFake {
  topic: FakeTopic;
  deletedMs: number;
}

export interface FakeCluster {
  cluster: Cluster;
  madeMs: number;
  topics: Map<string, FakeTopic>;
  /** Deleted topics, the last one first. */
  bin: BinnedFake[];
  groups: FakeGroup[];
}

/** All the state of the in-memory API. It lasts as long as the page. */
export interface World {
  me: Me | undefined;
  /** The user that a log-in finds; sign-up makes it. */
  user: Me | undefined;
  password: string;
  environments: Environment[];
  clusters: FakeCluster[];
  accounts: ServiceAccount[];
  keys: ApiKey[];
  users: User[];
  invitations: Invitation[];
  bindings: RoleBinding[];
  sessions: OpenSession[];
  audit: AuditRow[];
  mails: Mail[];
  savedFilters: SavedFilter[];
  secondFactorRequired: boolean;
  /** Whether the address of an invitation has an account, with a second factor. */
  invitedHasAccount: boolean;
  singleSignOn: SingleSignOn | undefined;
  random: () => number;
}

/** A generator of numbers in [0, 1), the same ones in every run. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export const emptyWorld = (): World => ({
  me: undefined,
  user: undefined,
  password: "",
  environments: [],
  clusters: [],
  accounts: [],
  keys: [],
  users: [],
  invitations: [],
  bindings: [],
  sessions: [],
  audit: [],
  mails: [],
  savedFilters: [],
  secondFactorRequired: false,
  invitedHasAccount: false,
  singleSignOn: undefined,
  random: seededRandom(7),
});

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

export function makeId(world: World, prefix: string, length = 6): string {
  return (
    prefix + Array.from({ length }, () => alphabet[Math.floor(world.random() * alphabet.length)]).join("")
  );
}

export const metadata = (self: string, atMs = Date.now()) => ({
  self: `${location.origin}${self}`,
  resource_name: `crn://naru${self}`,
  created_at: new Date(atMs).toISOString(),
  updated_at: new Date(atMs).toISOString(),
});

const organizationId = "9bb441c4-edef-46ac-8a41-c49e44a3fd9a";

export function makeUser(world: World, email: string, organization: string): Me {
  return {
    user: { id: makeId(world, "u-"), email, full_name: "", email_verified: false },
    organization: { id: organizationId, display_name: organization },
    organizations: [{ id: organizationId, display_name: organization }],
    roles: [{ role_name: "OrganizationAdmin", scope: "organization" }],
    rights: [
      {
        scope: "organization",
        rights: roles.find((each) => each.role_name === "OrganizationAdmin")?.rights ?? [],
      },
    ],
    who_can_grant: [{ name: email, email }],
    second_factor_missing: false,
    session: {
      csrf_token: makeId(world, "", 32),
      expires_at: new Date(Date.now() + 14 * 86_400_000).toISOString(),
    },
  };
}

export function makeEnvironment(world: World, display_name: string, atMs = Date.now()): Environment {
  const id = makeId(world, "env-");
  const environment: Environment = {
    api_version: "org/v2",
    kind: "Environment",
    id,
    metadata: metadata(`/org/v2/environments/${id}`, atMs),
    display_name,
  };
  world.environments.push(environment);
  return environment;
}

export function makeCluster(
  world: World,
  display_name: string,
  environment: string,
  atMs = Date.now(),
): FakeCluster {
  const id = makeId(world, "lkc-");
  const made: FakeCluster = {
    cluster: {
      api_version: "cmk/v2",
      kind: "Cluster",
      id,
      metadata: metadata(`/cmk/v2/clusters/${id}`, atMs),
      spec: {
        display_name,
        availability: "SINGLE_ZONE",
        cloud: "AWS",
        region: "local",
        config: { kind: "Basic" },
        environment: { id: environment },
        http_endpoint: location.origin,
        kafka_bootstrap_endpoint: "SASL_PLAINTEXT://127.0.0.1:9092",
      },
      status: { phase: "PROVISIONED" },
    },
    madeMs: atMs,
    topics: new Map(),
    bin: [],
    groups: [],
  };
  world.clusters.push(made);
  return made;
}

export function makeTopic(
  world: World,
  cluster: FakeCluster,
  name: string,
  partitions: number,
  rate = 0,
  atMs = Date.now(),
): FakeTopic {
  const topic: FakeTopic = {
    name,
    id: makeId(world, "", 22),
    internal: false,
    madeMs: atMs,
    configs: new Map(),
    rate,
    untilMs: rate > 0 ? Date.now() - 120_000 : Date.now(),
    partitions: Array.from({ length: partitions }, () => ({
      end: rate > 0 ? BigInt(Math.floor(120_000 + world.random() * 9000)) : 0n,
      messages: [],
    })),
  };
  cluster.topics.set(name, topic);
  return topic;
}

export function makeAccount(
  world: World,
  display_name: string,
  description: string,
  atMs = Date.now(),
): ServiceAccount {
  const id = makeId(world, "sa-");
  const account: ServiceAccount = {
    api_version: "iam/v2",
    kind: "ServiceAccount",
    id,
    metadata: metadata(`/iam/v2/service-accounts/${id}`, atMs),
    display_name,
    description,
  };
  world.accounts.push(account);
  return account;
}

export function makeKey(
  world: World,
  spec: {
    display_name: string;
    owner: string;
    role: ApiKey["spec"]["role"];
    resource?: string | undefined;
    expires_at?: string | undefined;
  },
  atMs = Date.now(),
): ApiKey {
  const id = makeId(world, "", 16).toUpperCase();
  const key: ApiKey = {
    api_version: "iam/v2",
    kind: "ApiKey",
    id,
    metadata: metadata(`/iam/v2/api-keys/${id}`, atMs),
    spec: {
      display_name: spec.display_name,
      description: "",
      ...(spec.role ? { role: spec.role } : {}),
      owner: {
        id: spec.owner,
        kind: spec.owner.startsWith("u-") ? "User" : "ServiceAccount",
        api_version: "iam/v2",
      },
      resource: spec.resource
        ? { id: spec.resource, kind: "Cluster", api_version: "cmk/v2" }
        : { id: "cloud", kind: "Cloud", api_version: "iam/v2" },
      ...(spec.expires_at ? { expires_at: spec.expires_at } : {}),
    },
    status: { phase: "ACTIVE", refused: "0" },
  };
  world.keys.unshift(key);
  return key;
}
