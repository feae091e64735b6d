/** Kafka's own tool, ready to paste beside a `client.properties` from the Keys page. */
export function topicsTool(
  bootstrap: string,
  topic: string,
  partitions: number,
  configs: readonly { name: string; value: string }[] = [],
): string {
  return [
    `kafka-topics.sh --bootstrap-server ${bootstrap}`,
    "--command-config client.properties",
    `--create --topic ${topic} --partitions ${partitions}`,
    ...configs.map(({ name, value }) => `--config ${name}=${value}`),
  ].join(" \\\n  ");
}
