import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { seededWorld } from "~/fake/seed";
import type { FakeCluster, World } from "~/fake/world";
import { openApp } from "./open-app";

const button = (name: string) => screen.findByRole("button", { name });

function ordersProd(world: World): FakeCluster {
  const found = world.clusters.find((each) => each.cluster.spec.display_name === "orders-prod");
  if (!found) throw new Error("no such cluster");
  return found;
}

function withDeleted(name: string): { world: World; cluster: FakeCluster; bin: string } {
  const world = seededWorld();
  const cluster = ordersProd(world);
  const topic = cluster.topics.get(name);
  if (!topic) throw new Error("no such topic");
  cluster.topics.delete(name);
  cluster.bin.unshift({ topic, deletedMs: Date.now() });
  return { world, cluster, bin: `/clusters/${cluster.cluster.id}/topics-bin` };
}

describe("a deleted topic", () => {
  it("is brought back by Undo, next to where it was deleted", async () => {
    const world = seededWorld();
    const cluster = ordersProd(world);
    const { user, router } = openApp(`/clusters/${cluster.cluster.id}/topics/shipments/settings`, { world });
    await user.click(await button("Delete shipments"));
    const dialog = await screen.findByRole("dialog");
    await user.type(within(dialog).getByLabelText("Type shipments to go on"), "shipments");
    await user.click(within(dialog).getByRole("button", { name: "Delete shipments" }));
    await user.click(await button("Undo"));
    await waitFor(() => expect(router.state.location.pathname).toMatch(/\/topics\/shipments\/messages$/));
    expect(cluster.topics.has("shipments")).toBe(true);
  });

  it("is restored under another name when its own is taken", async () => {
    const { world, cluster, bin } = withDeleted("shipments");
    const other = cluster.topics.values().next().value;
    if (other) cluster.topics.set("shipments", other);
    const { user } = openApp(bin, { world });
    await user.click(await button("Restore shipments"));
    const dialog = await screen.findByRole("dialog");
    await user.click(within(dialog).getByRole("button", { name: "Restore" }));
    expect(await within(dialog).findByText(/Another topic has this name/)).toBeTruthy();
    await user.type(within(dialog).getByLabelText("Restore as"), "-2");
    await user.click(within(dialog).getByRole("button", { name: "Restore as shipments-2" }));
    await screen.findByRole("heading", { level: 1, name: "shipments-2" });
    expect(cluster.bin).toHaveLength(0);
  });

  it("is deleted for ever only when its name was typed", async () => {
    const { world, cluster, bin } = withDeleted("shipments");
    const { user } = openApp(bin, { world });
    await user.click(await button("Delete for ever shipments"));
    const dialog = await screen.findByRole("dialog");
    const act = within(dialog).getByRole("button", { name: "Delete shipments for ever" });
    expect(act.getAttribute("aria-disabled")).toBe("true");
    await user.type(within(dialog).getByLabelText("Type shipments to go on"), "shipments");
    await user.click(act);
    expect(await screen.findByText("The bin is empty")).toBeTruthy();
    expect(cluster.bin).toHaveLength(0);
  });
});
