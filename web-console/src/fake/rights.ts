import { rightsAt, type Where } from "~/api/session";
import type { RoleName } from "~/api/types";
import { type Call, refuse } from "./answers";
import { type Guarded, guarded, roles } from "./table";
import type { World } from "./world";

export interface Given {
  role: RoleName;
  /** The organization, unless an environment or a cluster is named. */
  environment?: string;
  cluster?: string;
}

const rightsOf = (name: RoleName) => roles.find((each) => each.role_name === name)?.rights ?? [];

/** Whoever is logged in has this role and no other; none at all without it. */
export function haveOnly(world: World, given?: Given): void {
  const { me } = world;
  if (!me) return;
  const rights = given ? rightsOf(given.role) : [];
  const scope = given?.cluster
    ? `cluster:${given.cluster}`
    : given?.environment
      ? `environment:${given.environment}`
      : "organization";
  me.roles = given ? [{ role_name: given.role, scope }] : [];
  me.rights =
    scope === "organization"
      ? [{ scope, rights }]
      : [
          { scope: "organization", rights: [] },
          { scope, rights },
        ];
}

const patterns = guarded.map((each) => ({
  each,
  pattern: new RegExp(
    `^${each.path.replaceAll(/[.*+?^$|()]/g, "\\$&").replaceAll(/\{(\w+)\}/g, "(?<$1>[^/]+?)")}$`,
  ),
}));

/** What is asked of, and which parts its path has; nothing for what everybody may call. */
function asked(method: string, path: string): { call: Guarded; parts: Record<string, string> } | undefined {
  // A path without variables is meant before one that would fit too.
  const found = patterns
    .filter(({ each }) => each.method === method)
    .map(({ each, pattern }) => ({
      call: each,
      parts: pattern.exec(path)?.groups ?? undefined,
      hit: pattern.test(path),
    }))
    .filter(({ hit }) => hit)
    .sort((a, b) => a.call.path.split("{").length - b.call.path.split("{").length)[0];
  return found && { call: found.call, parts: found.parts ?? {} };
}

const clusterIn = (world: World, id: string): Where => ({
  cluster: id,
  environment: world.clusters.find(({ cluster }) => cluster.id === id)?.cluster.spec.environment.id,
});

/** The environment and cluster that a pattern such as `…/environment=env-1/cloud-cluster=lkc-1` names. */
function placeOf(pattern: string | undefined): Where {
  return {
    environment: pattern?.match(/environment=([^/]+)/)?.[1],
    cluster: pattern?.match(/cloud-cluster=([^/]+)/)?.[1],
  };
}

interface Body {
  crn_pattern?: string;
  spec?: { environment?: { id: string }; resource?: { id: string } };
}

/** Where the call does something: the place in its path, in its body, or of the thing it names. */
function whereOf(world: World, call: Call, parts: Record<string, string>): Where {
  const body = (call.body ?? {}) as Body;
  const key = world.keys.find((each) => each.id === parts.api_key_id);
  const cluster = parts.cluster_id ?? body.spec?.resource?.id ?? key?.spec.resource?.id;
  if (cluster) return clusterIn(world, cluster);
  const environment = parts.environment_id ?? body.spec?.environment?.id;
  if (environment) return { environment };
  const binding = world.bindings.find((each) => each.id === parts.role_binding_id);
  return placeOf(binding?.crn_pattern ?? body.crn_pattern);
}

/** Refuses what the caller's roles do not allow, as the server does. */
export function refusal(world: World, path: string, call: Call): Response | undefined {
  const { me } = world;
  const found = asked(call.method, path);
  if (!me || !found) return undefined;
  const { rights } = found.call;
  if (rights.includes("own") || rights.includes("seen")) return undefined;
  const own = rightsAt(me, whereOf(world, call, found.parts));
  if (rights.some((right) => own.some((each) => each === right))) return undefined;
  return refuse(403, "forbidden", `This needs ${rights.join(" or ")}.`);
}
