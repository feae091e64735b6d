import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { seededWorld } from "~/fake/seed";
import { openApp } from "./open-app";

function openDeadLetters(path: string) {
  const world = seededWorld();
  const found = world.clusters.find((each) => each.cluster.spec.display_name === "orders-prod");
  const app = openApp(`/clusters/${found?.cluster.id}/topics/payments.dead-letters${path}`, { world });
  const redriven = () =>
    found?.topics
      .get("payments")
      ?.partitions.flatMap(({ messages }) => messages)
      .filter(({ headers }) => headers.some((each) => each.name === "naru.redrive.id")).length ?? 0;
  return { redriven, ...app };
}

describe("dead letters", () => {
  it("offer the way to send them back", async () => {
    const { user, router } = openDeadLetters("/messages");
    await user.click(await screen.findByRole("link", { name: "Send back" }, { timeout: 5000 }));
    expect(await screen.findByRole("heading", { name: "Send dead letters back" })).toBeTruthy();
    expect(router.state.location.pathname).toMatch(/\/redrive$/);
  });

  it("are sent back after a dry run that names the targets, and each result is a link", async () => {
    const { user, redriven } = openDeadLetters("/redrive");
    await user.click(await screen.findByRole("button", { name: "Dry run" }));
    const targets = await screen.findByRole("table", { name: "Where the messages would go" });
    expect(within(targets).getByText("no such topic")).toBeTruthy();
    expect(screen.getByText(/^There is no topic refunds/)).toBeTruthy();
    expect(redriven()).toBe(0);
    await user.click(screen.getByRole("button", { name: /^Send \d+ back$/ }));
    const results = await screen.findByRole("table", { name: "Messages sent back" });
    await waitFor(() => expect(screen.getByText("Done")).toBeTruthy(), { timeout: 5000 });
    expect(redriven()).toBeGreaterThan(0);
    const links = within(results).getAllByRole("link", { name: /^payments \/ \d \/ [\d,]+$/ });
    expect(links[0]?.getAttribute("href")).toMatch(/\/topics\/payments\/messages\/\d\/\d+\?/);
    expect(within(results).getAllByText(/^refunds: /).length).toBeGreaterThan(0);
  });

  it("are stopped, and sent on where it stood", async () => {
    const { user, redriven } = openDeadLetters("/redrive?rate=10");
    await user.click(await screen.findByRole("button", { name: "Dry run" }));
    await user.click(await screen.findByRole("button", { name: /^Send \d+ back$/ }));
    await screen.findByRole("table", { name: "Messages sent back" });
    await user.click(screen.getByRole("button", { name: "Stop" }));
    const before = redriven();
    await user.click(await screen.findByRole("button", { name: "Go on" }));
    await waitFor(() => expect(redriven()).toBeGreaterThan(before), { timeout: 5000 });
  });

  it("that do not match the filter stay, and the filter stands in the address", async () => {
    const { user, router } = openDeadLetters("/redrive");
    await user.type(await screen.findByRole("combobox"), "offset < 0");
    await user.click(screen.getByRole("button", { name: "Dry run" }));
    const send = await screen.findByRole("button", { name: "Send 0 back" });
    expect(send.getAttribute("aria-disabled")).toBe("true");
    expect(router.state.location.search).toMatchObject({ filter: "offset < 0" });
  });
});
