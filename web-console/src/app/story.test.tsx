import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { seededWorld } from "~/fake/seed";
import { emptyWorld } from "~/fake/world";
import { openApp } from "./open-app";

const heading = (name: string) => screen.findByRole("heading", { level: 1, name });
const button = (name: string) => screen.findByRole("button", { name });

const clusterIn = (world: ReturnType<typeof seededWorld>, name: string) =>
  world.clusters.find((each) => each.cluster.spec.display_name === name)?.cluster.id ?? "";

describe("the first ten minutes", () => {
  it("lead from the sign-up to a snippet with the secret in four clicks", async () => {
    const { user } = openApp("/signup", { world: emptyWorld() });
    await heading("Create account");
    await user.type(screen.getByLabelText("E-mail"), "kim@acme.example");
    await user.type(screen.getByLabelText("Password"), "correct horse battery");
    await user.type(screen.getByLabelText("Organization"), "Acme");
    await user.click(await button("Create account"));
    await heading("The first message");
    await user.click(await button("Create cluster"));
    await user.click(await button("Create topic"));
    await user.click(await button("Create key"));
    const snippet = await screen.findByRole("region", { name: "Program in Python" });
    expect(snippet.textContent).toContain("confluent_kafka");
    expect(snippet.textContent).toContain("••••");
    expect(await screen.findByText(/Waiting for the first message in orders/)).toBeTruthy();
  });

  it("put the API's sentence under the field it speaks of", async () => {
    const { user } = openApp("/clusters-new", { world: seededWorld() });
    await heading("Create cluster");
    await user.type(await screen.findByLabelText("Name"), "sandbox");
    await user.click(await button("Create cluster"));
    expect(await screen.findByText("There is a cluster sandbox in this environment already.")).toBeTruthy();
  });
});

describe("a session", () => {
  it("is asked for before any page, which then opens", async () => {
    const world = seededWorld();
    world.me = undefined;
    const { user, router } = openApp("/service-accounts", { world });
    await heading("Log in");
    await user.type(screen.getByLabelText("E-mail"), "kim@acme.example");
    await user.type(screen.getByLabelText("Password"), "wrong");
    await user.click(await button("Log in"));
    expect(await screen.findByText("Address and password do not belong together.")).toBeTruthy();
    await user.clear(screen.getByLabelText("Password"));
    await user.type(screen.getByLabelText("Password"), "correct horse battery");
    await user.click(await button("Log in"));
    await heading("Service accounts");
    expect(router.state.location.pathname).toBe("/service-accounts");
  });

  it("that is ended by its user leads to the log-in, and no dialog asks to go on", async () => {
    const { user } = openApp("/settings/me", { world: seededWorld() });
    await user.click(await button("Log out"));
    await heading("Log in");
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("that ends asks over the page and then sends the call again", async () => {
    const world = seededWorld();
    const { user } = openApp("/environments-new", { world });
    await user.type(await screen.findByLabelText("Name"), "staging");
    world.me = undefined;
    await user.click(await button("Create environment"));
    const dialog = await screen.findByRole("dialog");
    await user.type(within(dialog).getByLabelText("Password"), "correct horse battery");
    await user.click(within(dialog).getByRole("button", { name: "Log in" }));
    await heading("staging");
    expect(world.environments.filter((each) => each.display_name === "staging")).toHaveLength(1);
  });
});

describe("the keyboard", () => {
  it("filters, moves, creates and goes without a mouse", async () => {
    const world = seededWorld();
    const { user, router } = openApp(`/clusters/${clusterIn(world, "orders-prod")}/topics`, { world });
    await screen.findByRole("link", { name: "orders" });
    fireEvent.keyDown(document.body, { code: "Slash", key: "/" });
    expect(document.activeElement).toBe(screen.getByLabelText("Filter topics"));
    await user.keyboard("{Escape}j");
    expect(document.activeElement?.textContent).toBe("customers.changelog");
    await user.keyboard("j");
    expect(document.activeElement?.textContent).toBe("orders");
    await user.keyboard("c");
    await heading("Create topic");
    (document.activeElement as HTMLElement).blur();
    await user.keyboard("gg");
    await heading("Consumer groups");
    expect(router.state.location.pathname).toMatch(/\/groups$/);
  });
});

describe("a page", () => {
  it("says what failed where it failed, with the request's id and a retry that works", async () => {
    const world = seededWorld();
    const { user, faults } = openApp(`/clusters/${clusterIn(world, "orders-prod")}/topics`, {
      world,
      faults: [{ path: "/kafka/v3", status: 503 }],
    });
    await heading("Topics");
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("The cell did not answer within 5 s.");
    expect(alert.textContent).toContain("01FAKE");
    faults.length = 0;
    await user.click(within(alert).getByRole("button", { name: "Retry" }));
    expect(await screen.findByRole("link", { name: "orders" })).toBeTruthy();
  });

  it("keeps its title without the right and says who can grant it", async () => {
    const world = seededWorld();
    openApp(`/clusters/${clusterIn(world, "orders-prod")}/groups`, {
      world,
      faults: [{ path: "/kafka/v3", status: 403 }],
    });
    await heading("Consumer groups");
    expect((await screen.findByRole("alert")).textContent).toContain("kim@acme.example can grant the right.");
  });

  it("of an unknown cluster is the same as of any unknown thing", async () => {
    openApp("/clusters/lkc-nothing/topics", { world: seededWorld() });
    await heading("Not found");
  });

  it("teaches while it is empty", async () => {
    const world = seededWorld();
    openApp(`/clusters/${clusterIn(world, "analytics")}/topics`, { world });
    expect(await screen.findByText("No topic yet")).toBeTruthy();
    expect(screen.getByText(/kafka-topics.sh --bootstrap-server/)).toBeTruthy();
  });
});

describe("a topic", () => {
  it("shows messages as they come and what is produced here", async () => {
    const world = seededWorld();
    const { user } = openApp(`/clusters/${clusterIn(world, "sandbox")}/topics/hello/messages?produce=open`, {
      world,
    });
    await heading("hello");
    const panel = await screen.findByRole("complementary", { name: "Produce a message" });
    await user.type(within(panel).getByLabelText("Key"), "k1");
    await user.type(within(panel).getByLabelText("Value"), '{{"id":9223372036854775806}');
    await user.click(within(panel).getByRole("button", { name: "Produce" }));
    expect((await within(panel).findByRole("status")).textContent).toContain("acknowledged in 4 ms");
    const stored = world.clusters.flatMap(({ topics }) => [...(topics.get("hello")?.partitions ?? [])]);
    expect(stored.flatMap(({ messages }) => messages).at(-1)).toBeDefined();
    expect(
      stored.some(({ messages }) =>
        messages.some((each) => each.value?.data === '{"id":9223372036854775806}'),
      ),
    ).toBe(true);
  });

  it("is deleted only when its name was typed", async () => {
    const world = seededWorld();
    const { user, router } = openApp(
      `/clusters/${clusterIn(world, "orders-prod")}/topics/shipments/settings`,
      { world },
    );
    await heading("shipments");
    await user.click(await button("Delete shipments"));
    const dialog = await screen.findByRole("dialog");
    const act = within(dialog).getByRole("button", { name: "Delete shipments" });
    expect(act.getAttribute("aria-disabled")).toBe("true");
    await user.type(within(dialog).getByLabelText("Type shipments to go on"), "shipments");
    await user.click(act);
    await waitFor(() => expect(router.state.location.pathname).toMatch(/\/topics$/));
    expect(world.clusters.some(({ topics }) => topics.has("shipments"))).toBe(false);
  });

  it("that is protected says why it can't be deleted", async () => {
    const world = seededWorld();
    openApp(`/clusters/${clusterIn(world, "orders-prod")}/topics/payments/settings`, { world });
    await heading("payments");
    await waitFor(async () =>
      expect((await button("Delete payments")).getAttribute("aria-disabled")).toBe("true"),
    );
  });
});

describe("a key", () => {
  it("shows its secret once and keeps it out of every cache", async () => {
    const world = seededWorld();
    const { user } = openApp(`/clusters/${clusterIn(world, "orders-prod")}/keys-new`, { world });
    await heading("Create key");
    await user.click(await button("Create key"));
    await heading("Key created");
    await user.click(await button("Show"));
    const shown = document.querySelector("[data-secret]")?.textContent ?? "";
    expect(shown).toHaveLength(64);
    await user.click(await screen.findByRole("link", { name: "Open the key" }));
    await screen.findByRole("heading", { name: "Rotate" });
    expect(document.body.textContent).not.toContain(shown);
  });

  it("is revoked only when its id was typed", async () => {
    const world = seededWorld();
    const id = world.keys[0]?.id ?? "";
    const { user } = openApp(`/api-keys/${id}`, { world });
    await user.click(await button(`Revoke ${id}`));
    const dialog = await screen.findByRole("dialog");
    await user.type(within(dialog).getByLabelText(`Type ${id} to go on`), id);
    await user.click(within(dialog).getByRole("button", { name: `Revoke ${id}` }));
    await waitFor(() => expect(world.keys.some((key) => key.id === id)).toBe(false));
  });
});
