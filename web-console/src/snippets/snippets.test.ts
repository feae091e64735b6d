import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { javaProperties, librdkafkaProperties } from "./access";
import { languages } from "./languages";
import { masked, snippets } from "./snippets";

const access = {
  bootstrap: "127.0.0.1:9092",
  protocol: "SASL_SSL" as const,
  caPem: "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
  key: "K7Q2M9ZX4B6T1W8R",
  secret: "s".repeat(64),
};

describe("snippets", () => {
  it("write the login module in the one form that every client reads", () => {
    expect(javaProperties(access)).toContain(
      `sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="K7Q2M9ZX4B6T1W8R" password="${access.secret}";`,
    );
    expect(librdkafkaProperties(access)).toContain("ssl.ca.location=naru-ca.pem");
  });

  it.each(languages)("%s is a block that bash can read", (language) => {
    const script = snippets[language].of(access, { topic: "orders", group: "first-group" });
    expect(() => execFileSync("bash", ["-n"], { input: script })).not.toThrow();
    expect(script).toContain(access.secret);
  });

  it("hide the secret on the screen only", () => {
    const script = snippets.kcat.of(access, { topic: "orders", group: "first-group" });
    expect(masked(script, access.secret)).not.toContain(access.secret);
  });
});
