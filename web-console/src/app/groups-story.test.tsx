import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { seededWorld } from "~/fake/seed";
import { groupToPath } from "~/ui/group-id";
import { openApp } from "./open-app";

/** The group without members. */
const seoul = "warehouse / seoul";

function openGroups(path: string) {
  const world = seededWorld();
  const found = world.clusters.find((each) => each.cluster.spec.display_name === "orders-prod");
  const app = openApp(`/clusters/${found?.cluster.id}/groups${path}`, { world });
  return { groups: found?.groups ?? [], cluster: found, ...app };
}

const button = (name: string | RegExp) => screen.findByRole("button", { name });

describe("a group's offsets", () => {
  it("are moved after a dry run, and moved back", async () => {
    const { user, cluster } = openGroups(`/${groupToPath(seoul)}/reset`);
    const group = cluster?.groups.find((each) => each.id === seoul);
    const before = [...(group?.behind ?? [])];
    await user.click(await screen.findByRole("radio", { name: "newest" }));
    await user.click(await button("Dry run"));
    await screen.findByRole("heading", { name: "What would move" });
    expect(group?.behind).toEqual(before);
    expect(screen.getByText(/^kafka-consumer-groups.sh/)).toBeTruthy();
    await user.click(await button("Reset offsets"));
    await screen.findByRole("heading", { name: "Offsets moved" });
    expect(group?.behind.every((each) => each === 0n)).toBe(true);
    await user.click(await button("Undo"));
    await screen.findByRole("heading", { name: "Offsets are back where they were" });
    expect(group?.behind).toHaveLength(before.length);
    expect(group?.behind.some((each) => each > 0n)).toBe(true);
  });

  it("of a group with members are not moved, and the page names them", async () => {
    const { user } = openGroups("/billing/reset");
    await user.click(await button("Dry run"));
    expect((await screen.findByRole("alert")).textContent).toContain("billing-0 from 10.0.3.7");
    expect((await button("Reset offsets")).getAttribute("aria-disabled")).toBe("true");
  });
});

describe("a group", () => {
  it("is listed with its lag and where that is going, and narrowed by an expression", async () => {
    const { user } = openGroups("");
    const table = await screen.findByRole("table", { name: "Consumer groups" });
    expect(await within(table).findByText(/^stuck since/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Regular expression" }));
    await user.type(screen.getByLabelText("Filter groups"), "^aud");
    await waitFor(() => expect(within(table).getAllByRole("row")).toHaveLength(2));
  });

  it("is deleted only when its name was typed", async () => {
    const { user, cluster, router } = openGroups(`/${groupToPath(seoul)}`);
    await user.click(await button(`Delete ${seoul}`));
    const dialog = await screen.findByRole("dialog");
    await user.type(within(dialog).getByLabelText(`Type ${seoul} to go on`), seoul);
    await user.click(within(dialog).getByRole("button", { name: `Delete ${seoul}` }));
    await waitFor(() => expect(router.state.location.pathname).toMatch(/\/groups$/));
    expect(cluster?.groups.some((each) => each.id === seoul)).toBe(false);
  });
});
