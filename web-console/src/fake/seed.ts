import { seedPeople } from "./seed-people";
import {
  emptyWorld,
  makeAccount,
  makeCluster,
  makeEnvironment,
  makeKey,
  makeTopic,
  makeUser,
  type World,
} from "./world";

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** An organization in the middle of its life. */
export function seededWorld(): World {
  const world = emptyWorld();
  const now = Date.now();
  world.user = makeUser(world, "kim@acme.example", "Acme");
  world.password = "correct horse battery";
  world.me = world.user;
  const standard = makeEnvironment(world, "default", now - 40 * DAY_MS);
  const production = makeEnvironment(world, "production", now - 32 * DAY_MS);

  const orders = makeCluster(world, "orders-prod", production.id, now - 30 * DAY_MS);
  makeTopic(world, orders, "orders", 6, 42, now - 30 * DAY_MS).configs.set("retention.ms", "1209600000");
  makeTopic(world, orders, "payments", 6, 18, now - 29 * DAY_MS).configs.set(
    "naru.deletion.protection",
    "true",
  );
  makeTopic(world, orders, "shipments", 3, 6, now - 20 * DAY_MS);
  makeTopic(world, orders, "payments.dead-letters", 1, 0.2, now - 20 * DAY_MS);
  makeTopic(world, orders, "customers.changelog", 12, 3, now - 12 * DAY_MS);
  orders.groups.push(
    group("billing", "STABLE", "orders", [0n, 3n, 1n, 0n, 12n, 2n], 3),
    group("audit", "STABLE", "payments", [1804n, 2210n, 1790n, 1922n, 2018n, 1866n], 1),
    group("warehouse / seoul", "EMPTY", "shipments", [91_204n, 90_871n, 92_113n], 0),
  );
  const sandbox = makeCluster(world, "sandbox", standard.id, now - 14 * DAY_MS);
  makeTopic(world, sandbox, "hello", 3, 0.5, now - 14 * DAY_MS);
  makeCluster(world, "analytics", production.id, now - 2 * DAY_MS);

  const billing = makeAccount(world, "billing", "Reads orders, writes invoices", now - 30 * DAY_MS);
  const shop = makeAccount(world, "shop", "Writes orders", now - 30 * DAY_MS);
  const terraform = makeAccount(world, "terraform", "", now - 25 * DAY_MS);
  const id = orders.cluster.id;
  const used = makeKey(
    world,
    { display_name: "billing", owner: billing.id, role: "DeveloperRead", resource: id },
    now - 29 * DAY_MS,
  );
  used.status.last_used_at = new Date(now - 4000).toISOString();
  used.status.last_address = "10.0.3.7";
  used.status.old_secret_until = new Date(now + 20 * HOUR_MS).toISOString();
  const refused = makeKey(
    world,
    {
      display_name: "shop front",
      owner: shop.id,
      role: "DeveloperWrite",
      resource: id,
      expires_at: new Date(now + 9 * DAY_MS).toISOString(),
    },
    now - 28 * DAY_MS,
  );
  refused.status = {
    phase: "ACTIVE",
    refused: "14",
    last_used_at: new Date(now - 9000).toISOString(),
    last_address: "10.0.3.9",
    last_refused_at: new Date(now - 70_000).toISOString(),
    last_refused_reason: "wrong secret",
    last_refused_address: "10.0.3.12",
  };
  makeKey(
    world,
    { display_name: "terraform", owner: terraform.id, role: "OrganizationAdmin" },
    now - 25 * DAY_MS,
  );
  const kept = { created_at: new Date(now).toISOString(), updated_at: new Date(now).toISOString() };
  world.savedFilters.push(
    { id: "sf-large00000", name: "Large orders", filter: "value.amount > 300", ...kept },
    { id: "sf-shop000000", name: "From the shop front", filter: "headers.source == 'shop-front'", ...kept },
  );
  seedPeople(world, { orders: orders.cluster, production, billing, shop });
  return world;
}

function group(id: string, state: string, topic: string, behind: bigint[], members: number) {
  return {
    id,
    state,
    topic,
    behind,
    members: Array.from({ length: members }, (_, at) => ({
      kind: "KafkaConsumer" as const,
      metadata: { self: "" },
      cluster_id: "",
      consumer_group_id: id,
      consumer_id: `${id}-${at}-3f2a91c4`,
      client_id: `${id}-${at}`,
      host: `10.0.3.${7 + at}`,
      partitions: behind
        .map((_, partition) => ({ topic_name: topic, partition_id: partition }))
        .filter(({ partition_id }) => partition_id % members === at),
    })),
  };
}

/** The same clusters under the same ids, with nothing in them, and nobody but the one who looks. */
export function bareWorld(): World {
  const world = seededWorld();
  for (const cluster of world.clusters) {
    cluster.topics.clear();
    cluster.groups = [];
    cluster.bin = [];
  }
  return { ...world, accounts: [], keys: [], invitations: [], audit: [], mails: [], savedFilters: [] };
}
