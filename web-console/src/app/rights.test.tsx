import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { rightsAt, type Where } from "~/api/session";
import type { Right } from "~/api/types";
import { type Given, haveOnly } from "~/fake/rights";
import { seededWorld } from "~/fake/seed";
import { type Guarded, guarded, roles } from "~/fake/table";
import type { World } from "~/fake/world";
import { t } from "~/text/t";
import { openApp } from "./open-app";

/** What stands where in the world that is walked. Its ids come from a seed: they are the same each time. */
const there = seededWorld();
const orders = there.clusters.find(({ cluster }) => cluster.spec.display_name === "orders-prod")?.cluster;
const cluster = orders?.id ?? "";
const environment = orders?.spec.environment.id ?? "";
const key = (name: string) => there.keys.find((each) => each.spec.display_name === name)?.id ?? "";
const inCluster: Where = { cluster, environment };
const inEnvironment: Where = { environment };
const inOrganization: Where = {};

type Operation = Guarded["id"];

interface Control {
  name: string;
  does: Operation;
  where: Where;
}

interface Page {
  at: string;
  /** Without a right to one of these the page says so, and has none of the controls. */
  reads?: [operation: Operation, where: Where][];
  controls: Control[];
  world?: (world: World) => void;
  /** Makes what would be off for another reason go on. */
  prepare?: () => void;
}

const type = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const named = () => type("Name", "another");
const page = `/clusters/${cluster}`;

/** Every control that changes something, by the page it stands on. */
const pages: Page[] = [
  {
    at: "/environments-new",
    controls: [{ name: t("environments.create"), does: "createEnvironment", where: inOrganization }],
  },
  {
    at: `/environments/${environment}/settings`,
    // One with clusters in it cannot be deleted by anybody.
    world: (world) => {
      world.clusters = world.clusters.filter((each) => each.cluster.spec.environment.id !== environment);
    },
    prepare: named,
    controls: [
      { name: t("form.save"), does: "updateEnvironment", where: inEnvironment },
      { name: "Delete production", does: "deleteEnvironment", where: inEnvironment },
    ],
  },
  {
    at: `/clusters-new?environment=${environment}`,
    controls: [{ name: t("clusters.create"), does: "createCluster", where: inEnvironment }],
  },
  {
    at: `${page}/settings`,
    prepare: named,
    controls: [
      { name: t("form.save"), does: "updateCluster", where: inCluster },
      { name: "Delete orders-prod", does: "deleteCluster", where: inCluster },
    ],
    world: (world) => {
      for (const { cluster } of world.clusters) cluster.spec.deletion_protection = false;
    },
  },
  {
    at: "/service-accounts",
    controls: [
      {
        name: t("accounts.deleteNamed", { name: "billing" }),
        does: "deleteServiceAccount",
        where: inOrganization,
      },
    ],
  },
  {
    at: "/service-accounts-new",
    controls: [{ name: t("accounts.create"), does: "createServiceAccount", where: inOrganization }],
  },
  {
    at: "/api-keys-new",
    controls: [{ name: t("keys.createCloud.title"), does: "createApiKey", where: inOrganization }],
  },
  {
    at: `${page}/keys-new`,
    controls: [{ name: t("keys.create.title"), does: "createApiKey", where: inCluster }],
  },
  {
    at: `${page}/connect`,
    world: (world) => {
      const account = world.accounts[0];
      if (account) account.display_name = "first-app";
    },
    controls: [{ name: t("connect.createKey"), does: "createApiKey", where: inCluster }],
  },
  {
    at: `/api-keys/${key("billing")}`,
    reads: [["getApiKey", inCluster]],
    controls: [
      { name: t("keys.revokeNamed", { id: key("billing") }), does: "revokeApiKey", where: inCluster },
      { name: t("rotation.retire"), does: "retireOldSecret", where: inCluster },
    ],
  },
  {
    at: `/api-keys/${key("shop front")}`,
    reads: [["getApiKey", inCluster]],
    controls: [{ name: t("rotation.rotate"), does: "rotateApiKey", where: inCluster }],
  },
  {
    at: "/members",
    controls: [
      {
        name: t("members.removeNamed", { name: "lee@acme.example" }),
        does: "removeUser",
        where: inOrganization,
      },
    ],
  },
  {
    at: "/members/invitations",
    controls: [
      {
        name: t("members.resendTo", { email: "otto@acme.example" }),
        does: "resendInvitation",
        where: inOrganization,
      },
      {
        name: t("members.withdrawFrom", { email: "noor@acme.example" }),
        does: "withdrawInvitation",
        where: inOrganization,
      },
    ],
  },
  {
    at: "/members-invite",
    controls: [{ name: t("members.invite"), does: "createInvitation", where: inOrganization }],
  },
  {
    at: "/access-new",
    controls: [{ name: t("access.give"), does: "createRoleBinding", where: inOrganization }],
  },
  {
    at: `/access-new?environment=${environment}`,
    controls: [{ name: t("access.give"), does: "createRoleBinding", where: inEnvironment }],
  },
  {
    at: `/access-new?cluster=${cluster}`,
    controls: [{ name: t("access.give"), does: "createRoleBinding", where: inCluster }],
  },
  {
    at: "/members/access",
    controls: [
      {
        name: "Take away OrganizationAdmin of Kim Park",
        does: "deleteRoleBinding",
        where: inOrganization,
      },
      {
        name: "Take away EnvironmentAdmin of Lee Jung",
        does: "deleteRoleBinding",
        where: inEnvironment,
      },
      { name: "Take away DeveloperRead of Ada Byrne", does: "deleteRoleBinding", where: inCluster },
    ],
  },
  {
    at: "/settings/organization",
    prepare: named,
    controls: [{ name: t("form.save"), does: "updateOrganization", where: inOrganization }],
  },
  {
    at: "/settings/single-sign-on",
    reads: [["getSingleSignOn", inOrganization]],
    world: (world) => {
      world.singleSignOn = {
        enabled: true,
        issuer: "https://login.acme.example",
        client_id: "naru",
        domains: [],
        required: false,
        redirect_url: "https://naru.example/back",
        sign_in_url: "https://naru.example/in",
      };
    },
    prepare: () => type(t("sso.clientId"), "another"),
    controls: [
      { name: t("form.save"), does: "setSingleSignOn", where: inOrganization },
      { name: t("sso.test"), does: "testSingleSignOn", where: inOrganization },
      { name: t("sso.off"), does: "removeSingleSignOn", where: inOrganization },
    ],
  },
  {
    at: `${page}/topics-new`,
    controls: [{ name: t("topics.create"), does: "createTopic", where: inCluster }],
  },
  {
    at: `${page}/topics-bin`,
    reads: [["listBin", inCluster]],
    world: (world) => {
      const found = world.clusters.find((each) => each.cluster.id === cluster);
      const topic = found?.topics.get("shipments");
      if (topic) found?.bin.push({ topic, deletedMs: Date.now() });
    },
    controls: [
      { name: `${t("bin.restore")} shipments`, does: "restoreTopic", where: inCluster },
      { name: `${t("bin.purge")} shipments`, does: "purgeTopic", where: inCluster },
    ],
  },
  {
    at: `${page}/topics/shipments/settings`,
    reads: [["getTopic", inCluster]],
    prepare: () => type(t("topics.partitions"), "9"),
    controls: [
      { name: t("topics.addPartitions"), does: "updateTopic", where: inCluster },
      { name: "Delete shipments", does: "deleteTopic", where: inCluster },
    ],
  },
  {
    at: `${page}/topics/orders/configs`,
    reads: [["listTopicConfigs", inCluster]],
    controls: [{ name: "Edit retention.ms", does: "alterTopicConfigs", where: inCluster }],
  },
  {
    at: `${page}/topics/shipments/messages?produce=open&live=off`,
    reads: [["getTopic", inCluster]],
    controls: [{ name: t("produce.produce"), does: "produceMessage", where: inCluster }],
  },
  {
    at: `${page}/topics/payments.dead-letters/redrive`,
    reads: [["getTopic", inCluster]],
    controls: [{ name: t("redrive.look"), does: "planRedrive", where: inCluster }],
  },
  {
    at: `${page}/topics/shipments/partitions`,
    reads: [["listPartitions", inCluster]],
    controls: [],
  },
  {
    at: `${page}/groups/audit`,
    reads: [["getConsumerGroup", inCluster]],
    world: (world) => {
      for (const { groups } of world.clusters)
        for (const group of groups) Object.assign(group, { members: [], state: "EMPTY" });
    },
    controls: [
      { name: t("groups.reset"), does: "resetGroupOffsets", where: inCluster },
      { name: t("groups.deleteNamed", { name: "audit" }), does: "deleteConsumerGroup", where: inCluster },
    ],
  },
  {
    at: `${page}/groups/audit/reset`,
    controls: [{ name: "Dry run", does: "resetGroupOffsets", where: inCluster }],
  },
  { at: "/audit-log", reads: [["listAuditLog", inOrganization]], controls: [] },
  { at: "/usage", reads: [["getUsage", inOrganization]], controls: [] },
];

/** Nobody, and each role at each scope that it can be given at. */
const grants: (Given | undefined)[] = [
  undefined,
  ...roles.flatMap(({ role_name: role, scopes }) =>
    scopes.map((scope): Given => {
      if (scope === "organization") return { role };
      return scope === "environment" ? { role, environment } : { role, cluster };
    }),
  ),
];

/** What the table alone says: the role's rights, at its scope and inside it. */
function meant(given: Given | undefined, where: Where): readonly Right[] {
  const reaches =
    given &&
    (given.cluster
      ? given.cluster === where.cluster
      : !given.environment || given.environment === where.environment);
  return reaches ? (roles.find((each) => each.role_name === given.role)?.rights ?? []) : [];
}

function allowed(given: Given | undefined, operation: Operation, where: Where): boolean {
  const rights = guarded.find((each) => each.id === operation)?.rights ?? [];
  return rights.some((right) => meant(given, where).some((own) => own === right));
}

const inWords = (given: Given | undefined) =>
  given
    ? `${given.role} at ${given.cluster ? "the cluster" : given.environment ? "the environment" : "the organization"}`
    : "no role";

/** Of roles that differ in nothing this page asks for, one is enough: how a scope holds is asked below, for all. */
function worthALook(page: Page): (Given | undefined)[] {
  const places = [
    ...page.controls.map(({ where }) => where),
    ...(page.reads ?? []).map(([, where]) => where),
  ];
  const seen = new Set<string>();
  return grants.filter((given) => {
    const rights = JSON.stringify(places.map((where) => meant(given, where)));
    return !seen.has(rights) && seen.add(rights);
  });
}

const found = (name: string) =>
  [...document.querySelectorAll<HTMLElement>("main button, main a[href]")].find(
    (each) =>
      (each.getAttribute("aria-label") ?? each.textContent?.replaceAll(/\s+/g, " ").trim()) === name &&
      // A link of this name leads to the form, or opens the panel, that the button is in.
      (each.tagName !== "A" || name === t("groups.reset")),
  );

/** On, off, off without a reason, or not there. */
function stateOf(name: string): string {
  const control = found(name);
  if (!control) return "absent";
  if (control.getAttribute("aria-disabled") !== "true") return "on";
  return control.getAttribute("aria-description")?.startsWith("You have no right to do this.")
    ? "off"
    : `off: ${control.getAttribute("aria-description")}`;
}

const isForbidden = () => document.body.textContent?.includes(t("problem.forbiddenTitle")) === true;

describe("a role, cell by cell", () => {
  it.each(pages)("has on $at exactly the controls of its rights", { timeout: 240_000 }, async (page) => {
    for (const given of worthALook(page)) {
      const world = seededWorld();
      page.world?.(world);
      haveOnly(world, given);
      openApp(page.at, { world });
      const shown = (page.reads ?? []).every(([operation, where]) => allowed(given, operation, where));
      const wanted = {
        role: inWords(given),
        forbidden: !shown,
        controls: page.controls.map(({ name, does, where }) =>
          shown ? `${name}: ${allowed(given, does, where) ? "on" : "off"}` : `${name}: absent`,
        ),
      };
      let prepared = false;
      await waitFor(
        () => {
          const there = page.controls.every(({ name }) => stateOf(name) !== "absent");
          if (there && shown && !prepared) {
            page.prepare?.();
            prepared = true;
          }
          expect({
            role: inWords(given),
            forbidden: isForbidden(),
            controls: page.controls.map(({ name }) => {
              const state = stateOf(name);
              // Beside a refused read a control may stand, as long as it is off.
              return `${name}: ${!shown && state === "off" ? "absent" : state}`;
            }),
          }).toEqual(wanted);
        },
        { timeout: 15_000 },
      );
      cleanup();
    }
  });

  it("has its rights inside its scope and nowhere else", () => {
    const others = there.clusters.map(({ cluster }) => ({
      cluster: cluster.id,
      environment: cluster.spec.environment.id,
    }));
    const places: Where[] = [
      inOrganization,
      ...there.environments.map(({ id }) => ({ environment: id })),
      ...others,
    ];
    for (const given of grants) {
      const world = seededWorld();
      haveOnly(world, given);
      for (const where of places) {
        expect.soft(world.me && rightsAt(world.me, where), inWords(given)).toEqual(meant(given, where));
      }
    }
  });

  it("is asked of every call that changes something", () => {
    const sources = import.meta.glob<string>("../api/*.ts", {
      query: "?raw",
      import: "default",
      eager: true,
    });
    const text = Object.values(sources).join("\n");
    const calls = guarded.filter(
      ({ method, path, rights }) =>
        method !== "GET" &&
        !rights.includes("own") &&
        new RegExp(`http\\.${method}\\(\\s*"${path.replaceAll(/[.*+?^$|(){}]/g, "\\$&")}"`).test(text),
    );
    const walked = new Set<Operation>(pages.flatMap(({ controls }) => controls.map(({ does }) => does)));
    // A filter is checked while it is typed on a page that only shows with the right to read.
    walked.add("checkMessageFilter");
    expect(calls.length).toBeGreaterThan(25);
    expect(calls.map(({ id }) => id).filter((id) => !walked.has(id))).toEqual([]);
  });
});
