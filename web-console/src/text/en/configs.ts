export default {
  "configs.edit": "Edit",
  "configs.editNamed": "Edit {name}",
  "configs.filter": "Filter settings",
  "configs.name": "Setting",
  "configs.readOnly": "The service sets this one.",
  "configs.setHere": "set here",
  "configs.toDefault": "Back to default",
  "configs.value": "Value",
  "configs.valueIn": "Value in {unit}",

  "config.cleanup.policy": "Whether old messages are deleted, or only the newest of each key is kept.",
  "config.compression.type": "How messages are compressed on disk. producer keeps what the producer chose.",
  "config.delete.retention.ms": "How long a compacted topic keeps the marks of deleted keys.",
  "config.file.delete.delay.ms": "How long a deleted segment's file stays on disk.",
  "config.flush.messages":
    "After how many messages the log is synced to disk before they are acknowledged. 1 syncs every acknowledgement.",
  "config.flush.ms": "After how long written messages are synced to disk.",
  "config.index.interval.bytes": "How many bytes of messages lie between two entries of the offset index.",
  "config.max.compaction.lag.ms": "After how long a message must be considered for compaction.",
  "config.max.message.bytes": "The largest batch of messages the topic takes.",
  "config.message.timestamp.after.max.ms":
    "How far ahead of the broker's clock a message's timestamp may be.",
  "config.message.timestamp.before.max.ms": "How far behind the broker's clock a message's timestamp may be.",
  "config.message.timestamp.type":
    "Whose clock the timestamp comes from: the producer's (CreateTime) or the broker's (LogAppendTime).",
  "config.min.cleanable.dirty.ratio":
    "Which share of a log must be uncompacted before it is compacted again.",
  "config.min.compaction.lag.ms": "How long a message stays uncompacted at least.",
  "config.min.insync.replicas":
    "How many replicas must have a message before a producer with acks=all is answered.",
  "config.naru.deletion.protection": "While it is true, the topic cannot be deleted.",
  "config.noLimit": "no limit",
  "config.preallocate": "Whether a segment's file takes its full size from the start.",
  "config.retention.bytes": "How many bytes a partition keeps before the oldest messages are deleted.",
  "config.retention.ms": "How long messages are kept before they are deleted.",
  "config.segment.bytes": "The size of one file of the log. Retention deletes whole files.",
  "config.segment.index.bytes": "The size of the offset index of one file.",
  "config.segment.jitter.ms": "By how much the start of a new file is spread, so that not all begin at once.",
  "config.segment.ms": "After how long a new file is begun, even if the old one is not full.",
  "config.unclean.leader.election.enable":
    "Whether a replica that is behind may become leader, at the price of lost messages.",

  "configs.keeps": "Keeps about {size} at today's rate",
} as const;
