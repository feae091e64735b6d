import type { Invitation, InvitedRole, RoleBinding, RoleName, User } from "~/api/types";
import { makeId, metadata, type World } from "./world";

/** A person in the organization. */
export function makePerson(
  world: World,
  id: string,
  email: string,
  full_name: string,
  more: Partial<User> = {},
): User {
  const person: User = {
    api_version: "iam/v2",
    kind: "User",
    id,
    metadata: metadata(`/iam/v2/users/${id}`),
    email,
    full_name,
    email_verified: true,
    second_factor: false,
    ...more,
  };
  world.users.push(person);
  return person;
}

export function makeInvitation(world: World, email: string, roles: InvitedRole[]): Invitation {
  const id = makeId(world, "inv-");
  const invitation: Invitation = {
    api_version: "iam/v2",
    kind: "Invitation",
    id,
    metadata: metadata(`/iam/v2/invitations/${id}`),
    email,
    roles,
    status: "OPEN",
    invited_by: world.user?.user.id ?? "",
    expires_at: new Date(Date.now() + 7 * 86_400_000).toISOString(),
  };
  world.invitations.unshift(invitation);
  return invitation;
}

export function makeBinding(
  world: World,
  principal: string,
  role_name: RoleName,
  crn_pattern: string,
): RoleBinding {
  const id = makeId(world, "rb-");
  const binding: RoleBinding = {
    api_version: "iam/v2",
    kind: "RoleBinding",
    id,
    metadata: metadata(`/iam/v2/role-bindings/${id}`),
    principal,
    role_name,
    crn_pattern,
  };
  world.bindings.unshift(binding);
  return binding;
}
