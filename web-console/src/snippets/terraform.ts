/** HCL of a widely used provider that speaks this API. Names of resources come from the things' own names. */

/** A name as Terraform takes it for a resource: letters, digits, underscores, no digit first. */
export function label(name: string): string {
  const plain = name.toLowerCase().replace(/[^a-z0-9_]+/g, "_");
  const trimmed = plain.replace(/^_+|_+$/g, "") || "it";
  return /^\d/.test(trimmed) ? `_${trimmed}` : trimmed;
}

/** A string in HCL: quotes, backslashes and the beginnings of templates are kept from having a meaning. */
export const quoted = (text: string): string => JSON.stringify(text).replace(/([$%])\{/g, "$1$1{");

function block(kind: string, type: string, name: string, lines: readonly string[]): string {
  return `${kind} "${type}" "${name}" {\n${lines.map((line) => (line ? `  ${line}` : "")).join("\n")}\n}\n`;
}
const resource = (type: string, name: string, lines: readonly string[]) =>
  block("resource", type, name, lines);

/** `key` and `secret` of the provider come from the environment: CONFLUENT_CLOUD_API_KEY, CONFLUENT_CLOUD_API_SECRET. */
export const provider = (endpoint: string): string =>
  `terraform {
  required_providers {
    confluent = {
      source = "confluentinc/confluent"
    }
  }
}

# CONFLUENT_CLOUD_API_KEY and CONFLUENT_CLOUD_API_SECRET hold a Cloud key.
provider "confluent" {
  endpoint = ${quoted(endpoint)}
}
`;

export const environment = (name: string): string =>
  resource("confluent_environment", label(name), [`display_name = ${quoted(name)}`]);

export const cluster = (name: string, environmentReference: string): string =>
  resource("confluent_kafka_cluster", label(name), [
    `display_name = ${quoted(name)}`,
    'availability = "SINGLE_ZONE"',
    'cloud        = "AWS"',
    'region       = "local"',
    "basic {}",
    "",
    "environment {",
    `  id = ${environmentReference}`,
    "}",
  ]);

export function topic(
  name: string,
  partitions: number,
  clusterReference: string,
  configs: readonly { name: string; value: string }[] = [],
): string {
  return resource("confluent_kafka_topic", label(name), [
    "kafka_cluster {",
    `  id = ${clusterReference}.id`,
    "}",
    `topic_name       = ${quoted(name)}`,
    `partitions_count = ${partitions}`,
    `rest_endpoint    = ${clusterReference}.rest_endpoint`,
    ...(configs.length > 0
      ? ["config = {", ...configs.map((each) => `  ${quoted(each.name)} = ${quoted(each.value)}`), "}"]
      : []),
    "credentials {",
    "  key    = var.cluster_key",
    "  secret = var.cluster_secret",
    "}",
  ]);
}

export const clusterKeyVariables = `variable "cluster_key" {}

variable "cluster_secret" {
  sensitive = true
}
`;

export const serviceAccount = (name: string, description = ""): string =>
  resource("confluent_service_account", label(name), [
    `display_name = ${quoted(name)}`,
    ...(description ? [`description  = ${quoted(description)}`] : []),
  ]);

export const roleBinding = (name: string, principal: string, role: string, crnPattern: string): string =>
  resource("confluent_role_binding", label(name), [
    `principal   = ${principal}`,
    `role_name   = ${quoted(role)}`,
    `crn_pattern = ${quoted(crnPattern)}`,
  ]);

/** Takes a thing that exists into the state. */
export const imported = (address: string, id: string): string =>
  `import {\n  to = ${address}\n  id = ${quoted(id)}\n}\n`;

/** The provider knows no second secret: a new key first, then the old one goes. The state must hold the key under this address. */
export const rotated = (name: string): string =>
  `# In the resource: lifecycle { create_before_destroy = true }
# A new key is made, then the old one is revoked: programs that read it from the state need the new one before that.
terraform apply -replace=confluent_api_key.${label(name)}
`;
