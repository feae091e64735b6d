import { screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { seededWorld } from "~/fake/seed";
import { signOnProblems } from "~/login/sign-on-problems";
import { openApp } from "./open-app";

const button = (name: string) => screen.findByRole("button", { name });

describe("single sign-on", () => {
  afterEach(() => vi.restoreAllMocks());

  it("is set up, tested and turned off", async () => {
    const world = seededWorld();
    const { user } = openApp("/settings/single-sign-on", { world });
    expect(await screen.findByText(/\/api\/v1\/login\/oidc\/callback/)).toBeTruthy();
    const form = await screen.findByRole("form", { name: "Identity provider" });
    await user.type(within(form).getByLabelText("Issuer"), "https://login.acme.example");
    await user.type(within(form).getByLabelText("Client id"), "naru");
    await user.type(within(form).getByLabelText("E-mail domains"), "acme.example, acme.co.kr");
    await user.click(within(form).getByRole("button", { name: "Save" }));
    expect(await within(form).findByText("This is needed.")).toBeTruthy();
    await user.type(within(form).getByLabelText("Client secret", { selector: "input" }), "a secret");
    await user.click(within(form).getByRole("button", { name: "Save" }));
    const domains = await screen.findByRole("table", { name: "E-mail domains" });
    expect(within(domains).getAllByText("Not proven")).toHaveLength(2);
    expect(within(domains).getByText("_naru.acme.example")).toBeTruthy();
    expect(JSON.stringify(world.singleSignOn)).not.toContain("a secret");

    await user.click(await button("Test"));
    const tested = await screen.findByRole("table", { name: "Test" });
    expect(within(tested).getAllByText("Works")).toHaveLength(5);
    await waitFor(() => expect(within(domains).queryByText("Not proven")).toBeNull());

    await user.click(await button("Turn off"));
    const dialog = await screen.findByRole("dialog");
    await user.type(
      within(dialog).getByLabelText("Type https://login.acme.example to go on"),
      "https://login.acme.example",
    );
    await user.click(within(dialog).getByRole("button", { name: "Turn off" }));
    await waitFor(() => expect(screen.queryByRole("table", { name: "E-mail domains" })).toBeNull());
  });

  it("begins with an address and leaves for the provider of its domain", async () => {
    const world = seededWorld();
    world.me = undefined;
    const left = vi.spyOn(location, "assign").mockImplementation(() => {});
    const { user } = openApp("/login?next=/topics", { world });
    await user.click(await screen.findByRole("link", { name: "Use single sign-on" }));
    await user.type(await screen.findByLabelText("E-mail"), "lee");
    await user.click(await button("Go on"));
    expect(await screen.findByText("This is no e-mail address.")).toBeTruthy();
    await user.clear(screen.getByLabelText("E-mail"));
    await user.type(screen.getByLabelText("E-mail"), "lee@acme.example");
    await user.click(await button("Go on"));
    expect(left).toHaveBeenCalledWith("/api/v1/login/oidc?domain=acme.example&return_to=%2Ftopics");
  });

  it("has a sentence of its own for each problem, and none for what it does not know", async () => {
    const world = seededWorld();
    world.me = undefined;
    const { router } = openApp("/single-sign-on?problem=not_a_member", { world });
    expect((await screen.findByRole("alert")).textContent).toContain("Ask for an invitation");
    const seen = new Set<string>();
    for (const problem of signOnProblems) {
      await router.navigate({ to: "/single-sign-on", search: { problem } });
      await waitFor(() => {
        const sentence = screen.getByRole("alert").textContent ?? "";
        expect(seen.has(sentence)).toBe(false);
        seen.add(sentence);
      });
    }
    router.history.push("/single-sign-on?problem=%3Cscript%3E");
    await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
  });
});
