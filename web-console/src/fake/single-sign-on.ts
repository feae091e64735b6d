import type { components } from "~/api/generated";
import { type Call, empty, json, refuse } from "./answers";
import { makeId, type World } from "./world";

type S = components["schemas"];

const nothing = (world: World): S["SingleSignOn"] => ({
  enabled: false,
  domains: [],
  required: false,
  redirect_url: `${location.origin}/api/v1/login/oidc/callback`,
  sign_in_url: `${location.origin}/api/v1/login/oidc?organization=${world.me?.organization.id}`,
});

const now = (world: World) => world.singleSignOn ?? nothing(world);

export const getSingleSignOn = (world: World) => json(now(world));

export function setSingleSignOn(world: World, { body }: Call): Response {
  const { client_secret, password_member, ...wanted } = body as S["SingleSignOnUpdate"];
  if (!wanted.issuer.startsWith("https://")) {
    return refuse(400, "invalid_argument", "The issuer must be an https:// address.", "/issuer");
  }
  if (!client_secret && world.singleSignOn?.issuer !== wanted.issuer) {
    return refuse(400, "invalid_argument", "client_secret is missing.", "/client_secret");
  }
  const before = now(world).domains;
  world.singleSignOn = {
    ...nothing(world),
    ...wanted,
    enabled: true,
    required: wanted.required ?? false,
    password_member: password_member ?? world.users[0]?.id ?? "",
    domains: wanted.domains.map(
      (name) =>
        before.find((each) => each.name === name) ?? {
          name,
          proven: false,
          record_name: `_naru.${name}`,
          record_value: `naru-domain=${makeId(world, "", 24).toUpperCase()}`,
        },
    ),
    updated_at: new Date().toISOString(),
  };
  return json(world.singleSignOn);
}

export function removeSingleSignOn(world: World): Response {
  world.singleSignOn = undefined;
  return empty();
}

/** In the fake every DNS record is there, and a client whose id is `wrong` is not known. */
export function testSingleSignOn(world: World): Response {
  const set = world.singleSignOn;
  if (!set) return refuse(409, "no_single_sign_on", "Single sign-on is not set up. Set it up, then test it.");
  const known = set.client_id !== "wrong";
  set.domains = set.domains.map(({ name }) => ({ name, proven: true }));
  return json({
    checks: [
      { name: "description", passed: true },
      { name: "keys", passed: true },
      {
        name: "client",
        passed: known,
        ...(!known && { detail: "The provider does not take the client id and secret." }),
      },
      ...set.domains.map((each) => ({ name: "domain", subject: each.name, passed: true })),
    ],
  });
}
