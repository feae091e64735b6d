import type { components } from "~/api/generated";
import type { AuditRow, Invitation, RoleBinding, User } from "~/api/types";
import { type Call, empty, json, list, notFound, refuse } from "./answers";
import { makeBinding, makeInvitation } from "./make-people";
import { roles } from "./table";
import { makeId, type World } from "./world";

type S = components["schemas"];

export const listUsers = (world: World) => list<User>("UserList", "iam/v2", world.users);
export const listInvitations = (world: World) =>
  list<Invitation>("InvitationList", "iam/v2", world.invitations);
export const listRoleBindings = (world: World) =>
  list<RoleBinding>("RoleBindingList", "iam/v2", world.bindings);

const isLastAdministrator = (world: World, id: string) => {
  const administrators = world.bindings.filter((each) => each.role_name === "OrganizationAdmin");
  return administrators.length === 1 && administrators[0]?.principal === `User:${id}`;
};
const lastAdministrator = () =>
  refuse(
    409,
    "last_administrator",
    "An organization always has an OrganizationAdmin; this is the last. Give the role to somebody else first.",
  );

export function removeUser(world: World, { parts }: Call): Response {
  const id = parts[0] ?? "";
  if (!world.users.some((each) => each.id === id)) return notFound();
  if (isLastAdministrator(world, id)) return lastAdministrator();
  world.users = world.users.filter((each) => each.id !== id);
  world.bindings = world.bindings.filter((each) => each.principal !== `User:${id}`);
  world.keys = world.keys.filter((key) => key.spec.owner.id !== id);
  return empty();
}

export function createInvitation(world: World, { body }: Call): Response {
  const { email, roles = [] } = body as S["InvitationCreate"];
  if (world.users.some((each) => each.email === email)) {
    return refuse(409, "already_member", `${email} is in the organization already.`, "/email");
  }
  if (world.invitations.some((each) => each.email === email && each.status === "OPEN")) {
    return refuse(
      409,
      "already_invited",
      `${email} is invited already. Send the invitation again.`,
      "/email",
    );
  }
  return json(makeInvitation(world, email, roles), 201);
}

export function resendInvitation(world: World, { parts }: Call): Response {
  const found = world.invitations.find((each) => `${each.id}:resend` === parts[0]);
  if (!found) return notFound();
  found.status = "OPEN";
  found.expires_at = new Date(Date.now() + 7 * 86_400_000).toISOString();
  return json(found);
}

export function withdrawInvitation(world: World, { parts }: Call): Response {
  if (!world.invitations.some((each) => each.id === parts[0])) return notFound();
  world.invitations = world.invitations.filter((each) => each.id !== parts[0]);
  return empty();
}

export function createRoleBinding(world: World, { body }: Call): Response {
  const wanted = body as S["RoleBindingCreate"];
  const same = world.bindings.some(
    (each) =>
      each.principal === wanted.principal &&
      each.role_name === wanted.role_name &&
      each.crn_pattern === wanted.crn_pattern,
  );
  if (same) return refuse(409, "binding_exists", "That role is given there already.", "/role_name");
  return json(makeBinding(world, wanted.principal, wanted.role_name, wanted.crn_pattern), 201);
}

export function deleteRoleBinding(world: World, { parts }: Call): Response {
  const found = world.bindings.find((each) => each.id === parts[0]);
  if (!found) return notFound();
  if (found.role_name === "OrganizationAdmin" && isLastAdministrator(world, found.principal.slice(5))) {
    return lastAdministrator();
  }
  world.bindings = world.bindings.filter((each) => each !== found);
  return empty();
}

export const listRoles = () => json({ data: roles });

export function getOrganization(world: World): Response {
  const organization = world.me?.organization;
  return organization
    ? json({
        ...organization,
        second_factor_required: world.secondFactorRequired,
        created_at: world.environments[0]?.metadata.created_at ?? new Date().toISOString(),
      })
    : notFound();
}

export function updateOrganization(world: World, call: Call): Response {
  const { display_name, second_factor_required } = call.body as S["OrganizationUpdate"];
  if (second_factor_required && !world.users[0]?.second_factor) {
    return refuse(
      409,
      "second_factor_required",
      "Whoever requires a second factor must have one. Set up yours first.",
      "/second_factor_required",
    );
  }
  if (display_name && world.me) world.me.organization.display_name = display_name;
  if (second_factor_required !== undefined) world.secondFactorRequired = second_factor_required;
  return getOrganization(world);
}

const holds = (row: AuditRow, filter: URLSearchParams): boolean => {
  const is = (name: string, test: (wanted: string) => boolean) => {
    const wanted = filter.get(name);
    return !wanted || test(wanted);
  };
  return (
    is("actor", (wanted) => row.actor.id === wanted || row.actor.name === wanted) &&
    is("action", (wanted) => row.action.startsWith(wanted)) &&
    is("resource", (wanted) => row.resource === wanted) &&
    is("outcome", (wanted) => row.outcome === wanted) &&
    is("from", (wanted) => row.at >= wanted) &&
    is("to", (wanted) => row.at < wanted) &&
    is("text", (wanted) => JSON.stringify(row).toLowerCase().includes(wanted.toLowerCase()))
  );
};

const AUDIT_PAGE = 100;

export function listAuditLog(world: World, { query }: Call): Response {
  const from = Number(query.get("page_token") ?? 0);
  const found = world.audit.filter((row) => holds(row, query));
  const more = found.length > from + AUDIT_PAGE;
  return json({
    metadata: more ? { next: `${location.origin}/api/v1/audit-log?page_token=${from + AUDIT_PAGE}` } : {},
    data: found.slice(from, from + AUDIT_PAGE),
  });
}

export function getUsage(world: World, { query }: Call): Response {
  const month = query.get("month") ?? new Date().toISOString().slice(0, 7);
  const running = month === new Date().toISOString().slice(0, 7);
  const days = running ? new Date().getUTCDate() : 30;
  const report: S["UsageReport"] = {
    month,
    data: world.clusters
      .filter(({ topics }) => topics.size > 0)
      .map(({ cluster, topics }) => {
        const size = [...topics.values()].reduce((sum, { rate }) => sum + rate, 0);
        const each = Array.from({ length: days }, (_, at) => {
          const busy = 0.7 + 0.3 * Math.sin(at / 2.2);
          return {
            day: `${month}-${String(at + 1).padStart(2, "0")}`,
            bytes_in: String(Math.round(size * busy * 240 * 86_400)),
            bytes_out: String(Math.round(size * busy * 510 * 86_400)),
            stored_byte_hours: String(Math.round((size * 9e7 + at * 2e7) * 24)),
          };
        });
        const sum = (name: "bytes_in" | "bytes_out" | "stored_byte_hours") =>
          String(each.reduce((total, day) => total + BigInt(day[name]), 0n));
        return {
          cluster_id: cluster.id,
          cluster_name: cluster.spec.display_name,
          bytes_in: sum("bytes_in"),
          bytes_out: sum("bytes_out"),
          stored_byte_hours: sum("stored_byte_hours"),
          days: each,
        };
      }),
  };
  return json(report);
}

/** A row of the log as a change writes it. */
export function auditRow(world: World, atMs: number, action: string, more: Partial<AuditRow> = {}): AuditRow {
  return {
    id: makeId(world, "", 12),
    at: new Date(atMs).toISOString(),
    actor: {
      id: world.user?.user.id ?? "",
      name: world.user?.user.email ?? "",
      credential: "session",
      address: "10.0.3.21",
    },
    action,
    outcome: "DONE",
    request_id: makeId(world, "01", 10).toUpperCase(),
    ...more,
  };
}
