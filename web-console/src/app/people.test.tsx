import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { seededWorld } from "~/fake/seed";
import { openApp } from "./open-app";

const heading = (name: string | RegExp) => screen.findByRole("heading", { level: 1, name });
const button = (name: string) => screen.findByRole("button", { name });

describe("people", () => {
  it("are invited with a role at a place, and the invitation can be sent again", async () => {
    const world = seededWorld();
    const { user, router } = openApp("/members", { world });
    expect(await screen.findByText("Lee Jung")).toBeTruthy();
    await router.navigate({ to: "/members-invite" });
    await user.type(await screen.findByLabelText("E-mail"), "lee@acme.example");
    await user.click(await button("Invite"));
    expect(await screen.findByText("lee@acme.example is in the organization already.")).toBeTruthy();
    await user.clear(screen.getByLabelText("E-mail"));
    await user.type(screen.getByLabelText("E-mail"), "mia@acme.example");
    await user.click(await button("Invite"));
    expect(await screen.findByText("mia@acme.example")).toBeTruthy();
    expect(world.invitations[0]?.roles[0]?.role_name).toBe("DeveloperRead");
    await user.click(await button("Send again to otto@acme.example"));
    await waitFor(() => expect(world.invitations.every((each) => each.status === "OPEN")).toBe(true));
  });

  it("keep the last OrganizationAdmin, and the API says why", async () => {
    const world = seededWorld();
    const { user } = openApp("/members", { world });
    await user.click(await button("Remove kim@acme.example"));
    const dialog = await screen.findByRole("dialog");
    await user.type(within(dialog).getByLabelText("Type kim@acme.example to go on"), "kim@acme.example");
    await user.click(within(dialog).getByRole("button", { name: "Remove kim@acme.example" }));
    expect(await within(dialog).findByText(/this is the last/)).toBeTruthy();
    expect(world.users).toHaveLength(4);
  });
});

describe("access to a cluster", () => {
  it("shows roles given above it too, and takes one away when the name was typed", async () => {
    const world = seededWorld();
    const id = world.clusters[0]?.cluster.id;
    const { user } = openApp(`/clusters/${id}/access`, { world });
    const table = await screen.findByRole("table", { name: "Access" });
    await waitFor(() => expect(within(table).getByText(/Lee Jung/)).toBeTruthy());
    expect(within(table).getByText("environment production")).toBeTruthy();
    await user.click(within(table).getByRole("button", { name: "Take away DeveloperRead of Ada Byrne" }));
    const dialog = await screen.findByRole("dialog");
    await user.type(within(dialog).getByLabelText("Type Ada Byrne to go on"), "Ada Byrne");
    await user.click(within(dialog).getByRole("button", { name: "Take away DeveloperRead of Ada Byrne" }));
    await waitFor(() => expect(within(table).queryByText(/Ada Byrne/)).toBeNull());
  });
});

describe("the audit log", () => {
  it("is filtered by what stands in the address and shows a row whole", async () => {
    const { user, router } = openApp("/audit-log?outcome=REFUSED", { world: seededWorld() });
    await heading("Audit log");
    await user.click(await button("topic.delete"));
    expect(await screen.findByText("Refused: deletion_protected")).toBeTruthy();
    await user.click(await button("Only of this thing"));
    await waitFor(() => expect(router.state.location.searchStr).toContain("resource=payments"));
    const download = screen.getByRole("link", { name: "Download CSV" });
    expect(download.getAttribute("href")).toContain("outcome=REFUSED");
  });
});

describe("usage", () => {
  it("sums the clusters of a month", async () => {
    openApp("/usage", { world: seededWorld() });
    const table = await screen.findByRole("table", { name: "Usage" });
    expect(within(table).getByText("Total")).toBeTruthy();
    expect(within(table).getByText("orders-prod")).toBeTruthy();
  });
});

describe("security", () => {
  it("sets up a second factor, shows its codes once, and asks for it at the next log-in", async () => {
    const world = seededWorld();
    const { user } = openApp("/settings/security", { world });
    const factor = await screen.findByRole("form", { name: "Second factor" });
    await user.type(within(factor).getByLabelText("Your password"), "correct horse battery");
    await user.click(within(factor).getByRole("button", { name: "Set up" }));
    expect(await screen.findByRole("img", { name: "QR code of the secret" })).toBeTruthy();
    await user.type(screen.getByLabelText("Code"), "492039");
    await user.click(await button("Turn on"));
    const codes = await screen.findByRole("region", { name: "Recovery codes" });
    expect(codes.textContent?.trim().split("\n")).toHaveLength(10);
    expect(world.users[0]?.second_factor).toBe(true);
    world.me = undefined;
    await user.click(await button("End all others"));
    const dialog = await screen.findByRole("dialog");
    await user.type(within(dialog).getByLabelText("Password"), "correct horse battery");
    await user.click(within(dialog).getByRole("button", { name: "Log in" }));
    await user.type(await within(dialog).findByLabelText("Code"), "492039");
    await user.click(within(dialog).getByRole("button", { name: "Log in" }));
    await waitFor(() => expect(world.sessions).toHaveLength(1));
  });
});

describe("an organization that requires a second factor", () => {
  it("leads whoever has none to setting one up, and from there to where they wanted to go", async () => {
    const world = seededWorld();
    world.secondFactorRequired = true;
    const { user, router } = openApp("/members/roles", { world });
    await heading("Second factor");
    await router.navigate({ to: "/environments" });
    await heading("Second factor");
    expect(router.state.location.searchStr).toContain("environments");
    await user.type(screen.getByLabelText("Your password"), "correct horse battery");
    await user.click(await button("Set up"));
    await user.type(await screen.findByLabelText("Code"), "492039");
    await user.click(await button("Turn on"));
    await screen.findByRole("region", { name: "Recovery codes" });
    await user.click(await button("I have kept them"));
    await heading("Environments");
  });
});

describe("a mail's link", () => {
  it("resets a password, and its token leaves the address at once", async () => {
    const world = seededWorld();
    location.hash = "#token=good";
    const { user } = openApp("/reset", { world });
    await heading("New password");
    expect(location.hash).toBe("");
    await user.type(screen.getByLabelText("New password", { selector: "input" }), "a new long passphrase");
    await user.click(await button("Save password"));
    expect(await screen.findByText(/The new password holds/)).toBeTruthy();
    expect(world.password).toBe("a new long passphrase");
  });

  it("leads into an organization", async () => {
    const world = seededWorld();
    world.me = undefined;
    location.hash = "#token=good";
    const { user } = openApp("/invitation", { world });
    await heading("Join Acme");
    await user.type(await screen.findByLabelText("Password"), "a new long passphrase");
    await user.click(await button("Accept"));
    await heading("Acme");
  });

  it("asks an old account for its second factor too", async () => {
    const world = seededWorld();
    world.me = undefined;
    world.invitedHasAccount = true;
    location.hash = "#token=good";
    const { user } = openApp("/invitation", { world });
    await user.type(await screen.findByLabelText("Your password"), "correct horse battery");
    await user.click(await button("Accept"));
    await user.type(await screen.findByLabelText("Code"), "000000");
    await user.click(await button("Accept"));
    expect(await screen.findByText(/That code is not right/)).toBeTruthy();
    await user.clear(screen.getByLabelText("Code"));
    await user.type(screen.getByLabelText("Code"), "492039");
    await user.click(await button("Accept"));
    await heading("Acme");
  });
});
