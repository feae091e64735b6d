import type { Message } from "~/api/types";

/** Headers that say which topic a dead letter comes from: Kafka's own, Spring's, SmallRye's, Kafka Connect's, Kafka Streams'. */
const origins = new Set([
  "__dlq.errors.topic",
  "kafka_dlt-original-topic",
  "dead-letter-topic",
  "__connect.errors.topic",
  "__streams.errors.topic",
]);

/** Whether a message can be sent back to where it comes from. */
export const hasOrigin = (message: Message): boolean =>
  message.headers.some((header) => origins.has(header.name));
