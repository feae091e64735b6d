import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { seededWorld } from "~/fake/seed";
import { openApp } from "./open-app";

function openTopics(path: string) {
  const world = seededWorld();
  const cluster = world.clusters.find((each) => each.cluster.spec.display_name === "orders-prod");
  return {
    cluster,
    ...openApp(`/clusters/${cluster?.cluster.id}/${path}`, { world }),
  };
}

describe("several topics", () => {
  it("are deleted when their number was typed; a protected one stays and is named", async () => {
    const { user, cluster } = openTopics("topics");
    for (const name of ["shipments", "payments"])
      await user.click(await screen.findByRole("checkbox", { name: `Select ${name}` }));
    await user.click(await screen.findByRole("button", { name: "Delete 2 topics" }));
    const dialog = await screen.findByRole("dialog");
    await user.type(within(dialog).getByLabelText("Type 2 to go on"), "2");
    await user.click(within(dialog).getByRole("button", { name: "Delete 2 topics" }));
    const said = await screen.findByText("1 of 2 deleted");
    expect(said.closest("[role=alert]")?.textContent).toContain("payments: ");
    await waitFor(() => expect(screen.queryByRole("link", { name: "shipments" })).toBeNull());
    expect([...(cluster?.topics.keys() ?? [])]).not.toContain("shipments");
    expect([...(cluster?.topics.keys() ?? [])]).toContain("payments");
  });

  it("are sorted by a head, and the address remembers it", async () => {
    const { user, router } = openTopics("topics");
    const table = await screen.findByRole("table", { name: "Topics" });
    await user.click(within(table).getByRole("button", { name: "Partitions" }));
    expect(router.state.location.search).toMatchObject({ sort: "partitions" });
    expect(within(table).getAllByRole("row")[1]?.textContent).toContain("payments.dead-letters");
  });
});

describe("a new topic", () => {
  it("stands as code beside its form, in each tool's words", async () => {
    const { user } = openTopics("topics-new");
    await user.type(await screen.findByLabelText("Name"), "clicks");
    await user.click(screen.getByText("As code"));
    expect(screen.getByText(/resource "confluent_kafka_topic" "clicks"/)).toBeTruthy();
    await user.click(screen.getByRole("radio", { name: "kafka-topics" }));
    expect(screen.getByText(/--create --topic clicks/)).toBeTruthy();
  });
});
