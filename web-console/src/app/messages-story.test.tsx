import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { seededWorld } from "~/fake/seed";
import { openApp } from "./open-app";

const ordersProd = (world: ReturnType<typeof seededWorld>) =>
  world.clusters.find((each) => each.cluster.spec.display_name === "orders-prod")?.cluster.id ?? "";

function openMessages(search: string) {
  const world = seededWorld();
  const app = openApp(`/clusters/${ordersProd(world)}/topics/orders/messages${search}`, { world });
  return { world, ...app };
}

describe("a filter", () => {
  it("is checked while it is typed and says where it is wrong", async () => {
    const { user, router } = openMessages("");
    await user.click(await screen.findByRole("radio", { name: "CEL" }));
    const field = await screen.findByRole("combobox", { name: "Filter, a CEL expression" });
    await user.type(field, "size > 1 && vaule.amount > 10");
    expect(
      await screen.findByText("Column 13: undeclared reference to 'vaule' (in container '')"),
    ).toBeTruthy();
    expect(field.getAttribute("aria-invalid")).toBe("true");
    await user.clear(field);
    await user.type(field, "partition == 1{Enter}");
    await waitFor(() => expect(router.state.location.search).toMatchObject({ filter: "partition == 1" }));
  });

  it("is written by chips and completed with what the messages hold", async () => {
    const { user } = openMessages("");
    await user.click(await screen.findByRole("radio", { name: "CEL" }));
    const field = await screen.findByRole<HTMLInputElement>("combobox", { name: "Filter, a CEL expression" });
    await user.click(screen.getByRole("button", { name: "+ tombstones" }));
    expect(field.value).toBe("value == null");
    await user.clear(field);
    await user.type(field, "value.am");
    await waitFor(() => expect(screen.getByRole("option", { name: "value.amount" })).toBeTruthy());
    await user.keyboard("{Tab}");
    expect(field.value).toBe("value.amount");
  });

  it("of one key offers its partition alone", async () => {
    const { user, router } = openMessages("?start=oldest&order=newest&filter=key+%3D%3D+%27order-1%27");
    await user.click(await screen.findByRole("button", { name: /^Only partition \d/ }));
    expect(router.state.location.search).toMatchObject({ filter: "key == 'order-1'" });
    expect(router.state.location.search).toHaveProperty("partition");
  });
});

describe("a search", () => {
  it("says its cost, how far it is, and what could not be evaluated", async () => {
    openMessages("?start=oldest&filter=value.nothing+%3D%3D+1");
    expect(await screen.findByText(/^Reads at most [\d,]+ messages, about/)).toBeTruthy();
    expect((await screen.findAllByText(/^Scanned [\d,]+ of at most [\d,]+, 0 found/))[0]).toBeTruthy();
    expect(await screen.findByText(/not evaluated: no such key 'nothing'/)).toBeTruthy();
  });

  it("is stopped and goes on where it stood", async () => {
    const { user } = openMessages("?start=oldest&filter=size+%3C+0");
    await user.click(await screen.findByRole("button", { name: "Stop" }));
    await user.click(await screen.findByRole("button", { name: "Read on" }));
    expect(await screen.findByText("End of the topic.", undefined, { timeout: 5000 })).toBeTruthy();
  });
});

describe("a kept filter", () => {
  it("is used with a click, kept under a name, replaced and deleted", async () => {
    const { user, router, world } = openMessages("?live=off&filter=size+%3E+1");
    await user.click(await screen.findByRole("button", { name: "Kept" }));
    await user.click(await screen.findByRole("menuitem", { name: /^Large orders/ }));
    await waitFor(() => expect(router.state.location.search).toMatchObject({ filter: "value.amount > 300" }));
    await user.click(screen.getByRole("button", { name: "Kept" }));
    await user.click(await screen.findByRole("menuitem", { name: /^Keep this one/ }));
    const dialog = await screen.findByRole("dialog");
    await user.type(within(dialog).getByLabelText("Name"), "Mine");
    await user.click(within(dialog).getByRole("button", { name: "Keep this filter" }));
    await waitFor(() => expect(world.savedFilters.map(({ name }) => name)).toContain("Mine"));
    await user.type(within(dialog).getByLabelText("Name"), "From the shop front");
    await user.click(await within(dialog).findByRole("button", { name: "Replace the kept one" }));
    await waitFor(() =>
      expect(world.savedFilters.filter(({ filter }) => filter === "value.amount > 300")).toHaveLength(3),
    );
    await user.click(within(dialog).getByRole("button", { name: "Delete Mine" }));
    await waitFor(() => expect(world.savedFilters.map(({ name }) => name)).not.toContain("Mine"));
  });
});
