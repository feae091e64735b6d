import type { Cluster, Environment, ServiceAccount } from "~/api/types";
import { makeBinding, makeInvitation, makePerson } from "./make-people";
import { auditRow } from "./people";
import { makeId, type World } from "./world";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const organization = (world: World) => `crn://naru/organization=${world.user?.organization.id}`;

/** Whoever signs up is the first person, and may do everything. */
export function makeFirstPerson(world: World) {
  const me = world.user?.user;
  if (!me) return;
  makePerson(world, me.id, me.email, "", {
    email_verified: false,
    last_seen_at: new Date().toISOString(),
  });
  makeBinding(world, `User:${me.id}`, "OrganizationAdmin", organization(world));
  world.sessions = [session(world, true, "Firefox on Linux", "10.0.3.21", 60_000)];
}

function session(world: World, current: boolean, device: string, address: string, agoMs: number) {
  const at = Date.now() - agoMs;
  return {
    id: makeId(world, "", 32),
    current,
    device,
    address,
    created_at: new Date(at - 3 * HOUR_MS).toISOString(),
    last_seen_at: new Date(at).toISOString(),
    expires_at: new Date(at + 14 * DAY_MS).toISOString(),
  };
}

/** An organization of five people, a few rights and a month of changes. */
export function seedPeople(
  world: World,
  things: {
    orders: Cluster;
    production: Environment;
    billing: ServiceAccount;
    shop: ServiceAccount;
  },
) {
  const { orders, production, billing, shop } = things;
  makeFirstPerson(world);
  const me = world.users[0];
  if (!me) return;
  me.full_name = "Kim Park";
  me.email_verified = true;
  const now = Date.now();
  const base = organization(world);
  const inProduction = `${base}/environment=${production.id}`;
  const inOrders = `${inProduction}/cloud-cluster=${orders.id}`;
  const seen = (agoMs: number) => ({ last_seen_at: new Date(now - agoMs).toISOString() });
  const lee = makePerson(world, makeId(world, "u-"), "lee@acme.example", "Lee Jung", {
    second_factor: true,
    ...seen(2 * HOUR_MS),
  });
  const ada = makePerson(world, makeId(world, "u-"), "ada@acme.example", "Ada Byrne", seen(4 * DAY_MS));
  makePerson(world, makeId(world, "u-"), "sam@acme.example", "", { email_verified: false });
  makeBinding(world, `User:${lee.id}`, "EnvironmentAdmin", inProduction);
  makeBinding(world, `User:${ada.id}`, "DeveloperRead", inOrders);
  makeBinding(world, `User:${billing.id}`, "DeveloperRead", inOrders);
  makeBinding(world, `User:${shop.id}`, "DeveloperWrite", inOrders);
  makeInvitation(world, "noor@acme.example", [{ role_name: "DeveloperRead", crn_pattern: inProduction }]);
  const old = makeInvitation(world, "otto@acme.example", []);
  old.status = "EXPIRED";
  old.expires_at = new Date(now - 3 * DAY_MS).toISOString();
  world.sessions.push(session(world, false, "Safari on iPhone", "172.16.4.9", 5 * HOUR_MS));
  world.mails = [
    {
      id: makeId(world, "", 12),
      to: "noor@acme.example",
      subject: "Kim Park invites you to Acme",
      text: "Kim Park (kim@acme.example) invites you to the organization Acme. The link works for seven days and once.",
      link: `${location.origin}/invitation#token=good`,
      at: new Date(now - 40 * 60_000).toISOString(),
    },
  ];
  world.audit = [
    auditRow(world, now - 4 * 60_000, "session.log_in", {
      actor: { id: "ada@acme.example", address: "10.9.8.7" },
      outcome: "REFUSED",
      times: 6,
      code: "wrong_credentials",
      reason: "E-mail and password do not belong together.",
    }),
    auditRow(world, now - 40 * 60_000, "invitation.create", { resource: "noor@acme.example" }),
    auditRow(world, now - 2 * HOUR_MS, "topic.delete", {
      resource: "orders.tmp",
      before: { partitions: 3 },
      actor: { id: lee.id, name: lee.email, credential: "session", address: "10.0.3.44" },
    }),
    auditRow(world, now - 5 * HOUR_MS, "topic.delete", {
      resource: "payments",
      outcome: "REFUSED",
      reason: "deletion_protected",
    }),
    auditRow(world, now - DAY_MS, "cluster.update", {
      resource: orders.id,
      before: { deletion_protection: false },
      after: { deletion_protection: true },
    }),
    ...Array.from({ length: 130 }, (_, at) =>
      auditRow(world, now - (at + 2) * 5 * HOUR_MS, at % 3 ? "api_key.create" : "topic.create", {
        resource: at % 3 ? makeId(world, "", 16).toUpperCase() : `events.${at}`,
        actor: { id: billing.id, name: "terraform", credential: "K7Q2M9ZX4B6T1W8R", address: "10.0.3.2" },
        after: at % 3 ? { role: "DeveloperRead", owner: billing.id } : { partitions: 6 },
      }),
    ),
  ];
}
