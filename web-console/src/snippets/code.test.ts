import { describe, expect, it } from "vitest";
import { curl } from "./curl";
import { cluster, label, quoted, topic } from "./terraform";

describe("the same as code", () => {
  it("names resources as Terraform takes them", () => {
    expect(label("orders.dead-letters")).toBe("orders_dead_letters");
    expect(label("7 seas")).toBe("_7_seas");
    expect(label("주문")).toBe("it");
  });

  it("gives names no meaning they must not have", () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's templates look like those of JavaScript
    expect(quoted('a"b ${path.root} %{x}')).toBe('"a\\"b $${path.root} %%{x}"');
    expect(curl("POST", "http://localhost/org/v2/environments", { display_name: "kim's" })).toContain(
      `-d '{"display_name":"kim'\\''s"}'`,
    );
  });

  it("refers to what it stands in", () => {
    expect(cluster("first", "confluent_environment.default.id")).toContain(
      "id = confluent_environment.default.id",
    );
    const made = topic("orders", 6, "confluent_kafka_cluster.first", [
      { name: "retention.ms", value: "3600000" },
    ]);
    expect(made).toContain('"retention.ms" = "3600000"');
    expect(made).toContain("rest_endpoint    = confluent_kafka_cluster.first.rest_endpoint");
  });
});
