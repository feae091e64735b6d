import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { haveOnly } from "~/fake/rights";
import { seededWorld } from "~/fake/seed";
import { openApp } from "./open-app";

const keyNamed = (world: ReturnType<typeof seededWorld>, name: string) =>
  world.keys.find((each) => each.spec.display_name === name)?.id ?? "";

describe("a key", () => {
  it("is rotated with both secrets working, until the old one is ended by name", async () => {
    const world = seededWorld();
    const id = keyNamed(world, "shop front");
    const { user } = openApp(`/api-keys/${id}`, { world });
    await user.click(await screen.findByRole("button", { name: "Make a new secret" }));
    const secrets = await screen.findByRole("table", { name: "Secrets of the key" });
    expect(within(secrets).getByText("Retiring")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Copy: Secret" })).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "End the old secret now" }));
    const dialog = await screen.findByRole("dialog");
    await user.type(within(dialog).getByLabelText(`Type ${id} to go on`), id);
    await user.click(within(dialog).getByRole("button", { name: "End the old secret now" }));
    expect(await screen.findByRole("button", { name: "Make a new secret" })).toBeTruthy();
    expect(world.keys.find((each) => each.id === id)?.status.old_secret_until).toBeUndefined();
  });

  it("says why a log-in was refused, from where, and what to do", async () => {
    const world = seededWorld();
    openApp(`/api-keys/${keyNamed(world, "shop front")}`, { world });
    const refusals = await screen.findByRole("region", { name: "Refused log-ins" });
    expect(within(refusals).getByText("10.0.3.12")).toBeTruthy();
    expect(within(refusals).getByText(/another secret/)).toBeTruthy();
  });

  it("cannot be made without the right, and the button says who can give it", async () => {
    const world = seededWorld();
    haveOnly(world, { role: "DeveloperManage" });
    const { user } = openApp(`/clusters/${world.clusters[0]?.cluster.id}/keys-new`, { world });
    await user.hover(await screen.findByRole("button", { name: "Create key" }));
    expect(await screen.findByText(/You have no right to do this\. .+ can grant it\./)).toBeTruthy();
  });
});
