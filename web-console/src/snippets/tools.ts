const SEVEN_DAYS = "604800000";

/** Kafka's own tool, ready to paste beside a `client.properties` from the Keys page. */
export function topicsTool(
  bootstrap: string,
  topic: string,
  partitions: number,
  retentionMs = SEVEN_DAYS,
): string {
  const lines = [
    `kafka-topics.sh --bootstrap-server ${bootstrap}`,
    "--command-config client.properties",
    `--create --topic ${topic} --partitions ${partitions}`,
  ];
  if (retentionMs !== SEVEN_DAYS) lines.push(`--config retention.ms=${retentionMs}`);
  return lines.join(" \\\n  ");
}
