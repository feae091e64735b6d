import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { seededWorld } from "~/fake/seed";
import { openApp } from "./open-app";

function opened(tab: string) {
  const world = seededWorld();
  const cluster = world.clusters.find((each) => each.cluster.spec.display_name === "orders-prod");
  return openApp(`/clusters/${cluster?.cluster.id}/topics/payments/${tab}`, { world });
}

describe("a topic", () => {
  it("names who reads it and how far behind, and nobody else", async () => {
    opened("groups");
    const readers = await screen.findByRole("table", { name: "Groups" });
    expect(within(readers).getByRole("link", { name: "audit" })).toBeTruthy();
    expect(within(readers).queryByRole("link", { name: "billing" })).toBeNull();
  });

  it("names who may do what with it", async () => {
    opened("access");
    expect((await screen.findAllByText("OrganizationAdmin")).length).toBeGreaterThan(0);
    expect(screen.getByRole("link", { name: "Access", current: "page" })).toBeTruthy();
  });
});
