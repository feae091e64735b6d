import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { seededWorld } from "~/fake/seed";
import { showLanguage } from "~/text/language";
import { openApp } from "./open-app";

const heading = (name: string) => screen.findByRole("heading", { level: 1, name });

describe("the frame", () => {
  afterEach(() => showLanguage("en"));

  it("goes to another cluster by typing a part of its name", async () => {
    const { user, router } = openApp("/", { world: seededWorld() });
    await user.click(await screen.findByRole("button", { name: "Clusters: Switch cluster" }));
    await user.type(await screen.findByRole("combobox", { name: "Switch cluster" }), "sand{Enter}");
    await waitFor(() => expect(router.state.location.pathname).toMatch(/^\/clusters\/lkc-/));
    expect(await screen.findByRole("link", { name: "sandbox" })).toBeTruthy();
  });

  it("finds a topic of any cluster from everywhere", async () => {
    const { user, router } = openApp("/service-accounts", { world: seededWorld() });
    await heading("Service accounts");
    fireEvent.keyDown(document.body, { code: "KeyK", key: "ㅏ", ctrlKey: true });
    await user.type(await screen.findByLabelText(/find topics, groups and keys/), "shipm");
    const found = await screen.findByRole("button", { name: "shipments Topic in orders-prod" });
    await user.click(found);
    await waitFor(() => expect(router.state.location.pathname).toMatch(/\/topics\/shipments\/messages$/));
  });

  it("takes the focus to a new page's heading and says which page it is", async () => {
    const { user } = openApp("/environments", { world: seededWorld() });
    await heading("Environments");
    await user.click(screen.getByRole("link", { name: "Service accounts" }));
    const arrived = await heading("Service accounts");
    await waitFor(() => expect(document.activeElement).toBe(arrived));
    await screen.findByText("Page opened: Service accounts");
  });

  it("leaves a key alone that ends a word being composed", async () => {
    openApp("/service-accounts", { world: seededWorld() });
    await heading("Service accounts");
    fireEvent.keyDown(document.body, { code: "KeyC", key: "ㅊ", keyCode: 229 });
    expect(screen.queryByRole("heading", { level: 1, name: "Create service account" })).toBeNull();
  });

  it("keeps what was typed into a form over a slip of Back", async () => {
    const { user, router } = openApp("/environments", { world: seededWorld() });
    await heading("Environments");
    await router.navigate({ to: "/environments-new" });
    await user.type(await screen.findByLabelText("Name"), "staging");
    router.history.back();
    await heading("Environments");
    await router.navigate({ to: "/environments-new" });
    expect(((await screen.findByLabelText("Name")) as HTMLInputElement).value).toBe("staging");
    await user.click(screen.getByRole("button", { name: "Create environment" }));
    await heading("staging");
    expect(sessionStorage.getItem("naru.draft.environment")).toBeNull();
  });

  it("changes its language in place", async () => {
    const { user } = openApp("/service-accounts", { world: seededWorld() });
    await heading("Service accounts");
    await user.click(screen.getByRole("button", { name: "Account and display" }));
    await user.click(await screen.findByRole("menuitem", { name: "한국어" }));
    await heading("서비스 계정");
    expect(document.documentElement.lang).toBe("ko");
    const rail = screen.getByRole("navigation", { name: "조직" });
    expect(within(rail).getByRole("link", { name: "홈" })).toBeTruthy();
  });
});
