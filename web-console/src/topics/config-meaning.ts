import { type PlainTextId, t } from "~/text/t";
import { bytes, exactSpan } from "~/ui/format";

type Unit = "ms" | "bytes" | "messages" | "word" | "ratio";

/** What each setting means, its unit, and which values it takes, in Kafka's terms. */
const known: Record<string, { meaning: PlainTextId; unit: Unit; choices?: readonly string[] }> = {
  "cleanup.policy": {
    meaning: "config.cleanup.policy",
    unit: "word",
    choices: ["delete", "compact", "compact,delete"],
  },
  "compression.type": {
    meaning: "config.compression.type",
    unit: "word",
    choices: ["producer", "zstd", "lz4", "snappy", "gzip", "uncompressed"],
  },
  "delete.retention.ms": { meaning: "config.delete.retention.ms", unit: "ms" },
  "file.delete.delay.ms": { meaning: "config.file.delete.delay.ms", unit: "ms" },
  "flush.messages": { meaning: "config.flush.messages", unit: "messages" },
  "flush.ms": { meaning: "config.flush.ms", unit: "ms" },
  "index.interval.bytes": { meaning: "config.index.interval.bytes", unit: "bytes" },
  "max.compaction.lag.ms": { meaning: "config.max.compaction.lag.ms", unit: "ms" },
  "max.message.bytes": { meaning: "config.max.message.bytes", unit: "bytes" },
  "message.timestamp.after.max.ms": { meaning: "config.message.timestamp.after.max.ms", unit: "ms" },
  "message.timestamp.before.max.ms": { meaning: "config.message.timestamp.before.max.ms", unit: "ms" },
  "message.timestamp.type": {
    meaning: "config.message.timestamp.type",
    unit: "word",
    choices: ["CreateTime", "LogAppendTime"],
  },
  "min.cleanable.dirty.ratio": { meaning: "config.min.cleanable.dirty.ratio", unit: "ratio" },
  "min.compaction.lag.ms": { meaning: "config.min.compaction.lag.ms", unit: "ms" },
  "min.insync.replicas": { meaning: "config.min.insync.replicas", unit: "word" },
  "naru.deletion.protection": {
    meaning: "config.naru.deletion.protection",
    unit: "word",
    choices: ["false", "true"],
  },
  preallocate: { meaning: "config.preallocate", unit: "word", choices: ["false", "true"] },
  "retention.bytes": { meaning: "config.retention.bytes", unit: "bytes" },
  "retention.ms": { meaning: "config.retention.ms", unit: "ms" },
  "segment.bytes": { meaning: "config.segment.bytes", unit: "bytes" },
  "segment.index.bytes": { meaning: "config.segment.index.bytes", unit: "bytes" },
  "segment.jitter.ms": { meaning: "config.segment.jitter.ms", unit: "ms" },
  "segment.ms": { meaning: "config.segment.ms", unit: "ms" },
  "unclean.leader.election.enable": {
    meaning: "config.unclean.leader.election.enable",
    unit: "word",
    choices: ["false", "true"],
  },
};

const MOST_INT64 = "9223372036854775807";

export const meaningOf = (name: string): string | undefined => {
  const entry = known[name];
  return entry && t(entry.meaning);
};

export const choicesOf = (name: string): readonly string[] | undefined => known[name]?.choices;

export function unitOf(name: string): string | undefined {
  const unit = known[name]?.unit;
  return unit === "ms" || unit === "bytes" || unit === "messages" ? t(`unit.${unit}`) : undefined;
}

/** The value in words: `604800000` is 7 days, `1073741824` is 1.07 GB, `-1` is no limit. */
export function inWords(name: string, value: string): string | undefined {
  const unit = known[name]?.unit;
  if (unit !== "ms" && unit !== "bytes" && unit !== "messages") return undefined;
  if (value === "-1" || value === MOST_INT64) return t("config.noLimit");
  if (unit === "ms") return exactSpan(value);
  return unit === "bytes" && /^\d{4,}$/.test(value) ? bytes(value) : undefined;
}
