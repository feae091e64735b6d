/** What a program needs to connect. */
export interface Access {
  bootstrap: string;
  protocol: "SASL_PLAINTEXT" | "SASL_SSL";
  /** Certificates to trust, PEM, where the system's own trust is not enough. */
  caPem?: string | undefined;
  key: string;
  secret: string;
}

export interface Demo {
  topic: string;
  group: string;
}

/** Where the snippet stands before a key was chosen. */
export const NO_KEY = "YOUR_KEY";
export const NO_SECRET = "YOUR_SECRET";
export const CA_FILE = "naru-ca.pem";

/** Writes the certificate authority beside the program, when there is one. */
export const caFile = (access: Access): string =>
  access.caPem ? `cat > ${CA_FILE} <<'PEM'\n${access.caPem.trim()}\nPEM\n` : "";

/** A client's properties in the Java form. librdkafka reads this exact form of the login module too. */
export function javaProperties(access: Access): string {
  return [
    `bootstrap.servers=${access.bootstrap}`,
    `security.protocol=${access.protocol}`,
    "sasl.mechanism=PLAIN",
    `sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="${access.key}" password="${access.secret}";`,
    ...(access.caPem ? ["ssl.truststore.type=PEM", `ssl.truststore.location=${CA_FILE}`] : []),
    "",
  ].join("\n");
}

export function librdkafkaProperties(access: Access): string {
  return [
    `bootstrap.servers=${access.bootstrap}`,
    `security.protocol=${access.protocol}`,
    "sasl.mechanism=PLAIN",
    `sasl.username=${access.key}`,
    `sasl.password=${access.secret}`,
    ...(access.caPem ? [`ssl.ca.location=${CA_FILE}`] : []),
    "",
  ].join("\n");
}
