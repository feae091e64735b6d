import type { components } from "~/api/generated";
import { type Call, empty, json, list, notFound, refuse } from "./answers";
import { makeAccount, makeCluster, makeEnvironment, makeId, makeKey, type World } from "./world";

type S = components["schemas"];

export const listEnvironments = (world: World) => list("EnvironmentList", "org/v2", world.environments);

export function createEnvironment(world: World, { body }: Call): Response {
  const { display_name } = body as S["EnvironmentCreate"];
  if (world.environments.some((each) => each.display_name === display_name)) {
    return refuse(409, "name_taken", `There is an environment ${display_name} already.`, "/display_name");
  }
  return json(makeEnvironment(world, display_name), 201);
}

export function renameEnvironment(world: World, { parts, body }: Call): Response {
  const found = world.environments.find((each) => each.id === parts[0]);
  if (!found) return notFound();
  const { display_name } = body as S["EnvironmentUpdate"];
  if (world.environments.some((each) => each !== found && each.display_name === display_name)) {
    return refuse(409, "name_taken", `There is an environment ${display_name} already.`, "/display_name");
  }
  if (display_name !== undefined) found.display_name = display_name;
  return json(found);
}

export function deleteEnvironment(world: World, { parts }: Call): Response {
  if (!world.environments.some((each) => each.id === parts[0])) return notFound();
  if (world.clusters.some(({ cluster }) => cluster.spec.environment.id === parts[0])) {
    return refuse(409, "environment_not_empty", "The environment holds clusters. Delete them first.");
  }
  if (world.environments.length === 1) {
    return refuse(409, "last_environment", "An organization always has one environment.");
  }
  world.environments = world.environments.filter((each) => each.id !== parts[0]);
  return empty();
}

export function listClusters(world: World, { query }: Call): Response {
  const environment = query.get("environment");
  const all = world.clusters.map((each) => each.cluster);
  return list(
    "ClusterList",
    "cmk/v2",
    environment ? all.filter((each) => each.spec.environment.id === environment) : all,
  );
}

export function createCluster(world: World, { body }: Call): Response {
  const { spec } = body as S["ClusterCreate"];
  const taken = world.clusters.some(
    ({ cluster }) =>
      cluster.spec.environment.id === spec.environment.id && cluster.spec.display_name === spec.display_name,
  );
  if (taken)
    return refuse(
      409,
      "name_taken",
      `There is a cluster ${spec.display_name} in this environment already.`,
      "/spec/display_name",
    );
  return json(makeCluster(world, spec.display_name, spec.environment.id).cluster, 202);
}

const clusterOf = (world: World, id: string | undefined) =>
  world.clusters.find((each) => each.cluster.id === id);

export function getCluster(world: World, { parts }: Call): Response {
  const found = clusterOf(world, parts[0]);
  return found ? json(found.cluster) : notFound();
}

export function updateCluster(world: World, { parts, body }: Call): Response {
  const found = clusterOf(world, parts[0]);
  if (!found) return notFound();
  const { spec } = body as S["ClusterUpdate"];
  const { environment: _, ...change } = spec;
  found.cluster = {
    ...found.cluster,
    spec: { ...found.cluster.spec, ...change },
    metadata: { ...found.cluster.metadata, updated_at: new Date().toISOString() },
  };
  return json(found.cluster);
}

export function deleteCluster(world: World, { parts }: Call): Response {
  const found = clusterOf(world, parts[0]);
  if (!found) return notFound();
  if (found.cluster.spec.deletion_protection) {
    return refuse(409, "deletion_protected", "Deletion protection is on. Switch it off first.");
  }
  world.clusters = world.clusters.filter((each) => each !== found);
  world.keys = world.keys.filter((key) => key.spec.resource.id !== parts[0]);
  return empty();
}

export function getConnectInfo(world: World, { parts }: Call): Response {
  if (!clusterOf(world, parts[0])) return notFound();
  const info: S["ConnectInfo"] = {
    cluster_id: parts[0] ?? "",
    bootstrap: "127.0.0.1:9092",
    security_protocol: "SASL_PLAINTEXT",
    sasl_mechanism: "PLAIN",
    rest_endpoint: `${location.origin}`,
  };
  return json(info);
}

export const listServiceAccounts = (world: World) => list("ServiceAccountList", "iam/v2", world.accounts);

export function createServiceAccount(world: World, { body }: Call): Response {
  const { display_name, description = "" } = body as S["ServiceAccountCreate"];
  if (world.accounts.some((each) => each.display_name === display_name)) {
    return refuse(409, "name_taken", `There is a service account ${display_name} already.`, "/display_name");
  }
  return json(makeAccount(world, display_name, description), 201);
}

export function deleteServiceAccount(world: World, { parts }: Call): Response {
  if (!world.accounts.some((each) => each.id === parts[0])) return notFound();
  world.accounts = world.accounts.filter((each) => each.id !== parts[0]);
  world.keys = world.keys.filter((key) => key.spec.owner.id !== parts[0]);
  return empty();
}

export function listApiKeys(world: World, { query }: Call): Response {
  const resource = query.get("spec.resource");
  const owner = query.get("spec.owner");
  return list(
    "ApiKeyList",
    "iam/v2",
    world.keys.filter(
      (key) => (!resource || key.spec.resource.id === resource) && (!owner || key.spec.owner.id === owner),
    ),
  );
}

export function createApiKey(world: World, { body }: Call): Response {
  const { spec } = body as S["ApiKeyCreate"];
  const key = makeKey(world, {
    display_name: spec.display_name ?? "",
    owner: spec.owner.id,
    role: spec.role,
    resource: spec.resource?.id,
    expires_at: spec.expires_at,
  });
  return json({ ...key, spec: { ...key.spec, secret: makeId(world, "", 64) } }, 202);
}

export function getApiKey(world: World, { parts }: Call): Response {
  const key = world.keys.find((each) => each.id === parts[0]);
  return key ? json(key) : notFound();
}

export function revokeApiKey(world: World, { parts }: Call): Response {
  if (!world.keys.some((each) => each.id === parts[0])) return notFound();
  world.keys = world.keys.filter((each) => each.id !== parts[0]);
  return empty();
}

const LONGEST_OVERLAP_MS = 30 * 86_400_000;

/** `{id}:rotate` and `{id}:retire`. */
export function changeApiKey(world: World, { parts, body }: Call): Response {
  const [id, act] = (parts[0] ?? "").split(":");
  const key = world.keys.find((each) => each.id === id);
  if (!key || (act !== "rotate" && act !== "retire")) return notFound();
  if (act === "retire") {
    delete key.status.old_secret_until;
    return json(key);
  }
  const { old_secret_until: until } = key.status;
  if (until && Date.parse(until) > Date.now())
    return refuse(409, "rotation_under_way", `The old secret of ${id} works until ${until}. End it first.`);
  const { retire_old_at: at } = body as { retire_old_at?: string };
  const end = at ? Date.parse(at) : Date.now() + 86_400_000;
  if (end > Date.now() + LONGEST_OVERLAP_MS)
    return refuse(400, "invalid", "retire_old_at is more than 30 days away.", "/retire_old_at");
  key.status.old_secret_until = new Date(end).toISOString();
  return json({ ...key, spec: { ...key.spec, secret: makeId(world, "", 64) } });
}
