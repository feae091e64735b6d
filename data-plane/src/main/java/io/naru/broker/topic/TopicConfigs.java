package io.naru.broker.topic;

import io.naru.broker.topic.TopicConfig.Range;
import io.naru.broker.topic.TopicConfig.Unit;
import java.util.Collection;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Every topic configuration there is, with Kafka 4.4's names, defaults and ranges unless its
/// documentation says otherwise.
public final class TopicConfigs {
    private static final TreeMap<String, TopicConfig> BY_NAME = new TreeMap<>();
    private static final String NEVER = String.valueOf(Long.MAX_VALUE);

    public static final TopicConfig CLEANUP_POLICY = add(new TopicConfig(
            "cleanup.policy",
            TopicConfig.Type.LIST,
            "delete",
            Range.oneOf("compact", "delete"),
            null,
            "log.cleanup.policy",
            "What happens to old segments: 'delete' removes them by time and size, 'compact' keeps the latest record of "
                    + "each key. Only 'delete' is offered yet."));
    public static final TopicConfig COMPRESSION_TYPE = add(new TopicConfig(
            "compression.type",
            TopicConfig.Type.STRING,
            "producer",
            Range.oneOf("producer"),
            null,
            "compression.type",
            "How batches are compressed on disk. Always 'producer': they stay as the producer sent them."));
    public static final TopicConfig DELETE_RETENTION_MS = add(milliseconds(
            "delete.retention.ms",
            86_400_000,
            Range.atLeast(0),
            "log.cleaner.delete.retention.ms",
            "How long compaction keeps a tombstone, so that a reader that began before it sees the deletion."));
    public static final TopicConfig FILE_DELETE_DELAY_MS = add(milliseconds(
            "file.delete.delay.ms",
            60_000,
            Range.atLeast(0),
            "log.segment.delete.delay.ms",
            "Accepted for compatibility: a file is removed as soon as no reader holds it."));
    public static final TopicConfig FLUSH_MESSAGES = add(new TopicConfig(
            "flush.messages",
            TopicConfig.Type.LONG,
            NEVER,
            Range.atLeast(1),
            Unit.MESSAGES,
            "log.flush.interval.messages",
            "How many records may be acknowledged before they are on disk. 1 syncs before every acknowledgement, which "
                    + "is the default for a topic with one replica; " + NEVER
                    + " set on purpose acknowledges after the "
                    + "write."));
    public static final TopicConfig FLUSH_MS = add(milliseconds(
            "flush.ms",
            Long.MAX_VALUE,
            Range.atLeast(0),
            "log.flush.interval.ms",
            "Accepted for compatibility: whatever is written is on disk within a second."));
    public static final TopicConfig INDEX_INTERVAL_BYTES = add(bytes(
            "index.interval.bytes",
            TopicConfig.Type.INT,
            4_096,
            Range.between(0, Integer.MAX_VALUE),
            "log.index.interval.bytes",
            "Bytes of log between two index entries. Less makes seeks exact and the index larger."));
    public static final TopicConfig MAX_COMPACTION_LAG_MS = add(milliseconds(
            "max.compaction.lag.ms",
            Long.MAX_VALUE,
            Range.atLeast(1),
            "log.cleaner.max.compaction.lag.ms",
            "The longest a record may stay out of reach of compaction."));
    public static final TopicConfig MAX_MESSAGE_BYTES = add(bytes(
            "max.message.bytes",
            TopicConfig.Type.INT,
            1_048_588,
            Range.between(0, 20_971_520),
            "message.max.bytes",
            "The largest batch of records taken, compressed as it comes."));
    public static final TopicConfig MESSAGE_TIMESTAMP_AFTER_MAX_MS = add(
            milliseconds(
                    "message.timestamp.after.max.ms",
                    3_600_000,
                    Range.atLeast(0),
                    "log.message.timestamp.after.max.ms",
                    "How far a record's timestamp may be ahead of the broker's clock, with message.timestamp.type CreateTime."));
    public static final TopicConfig MESSAGE_TIMESTAMP_BEFORE_MAX_MS = add(milliseconds(
            "message.timestamp.before.max.ms",
            Long.MAX_VALUE,
            Range.atLeast(0),
            "log.message.timestamp.before.max.ms",
            "How far a record's timestamp may be behind the broker's clock, with message.timestamp.type CreateTime."));
    public static final TopicConfig MESSAGE_TIMESTAMP_TYPE = add(new TopicConfig(
            "message.timestamp.type",
            TopicConfig.Type.STRING,
            "CreateTime",
            Range.oneOf("CreateTime", "LogAppendTime"),
            null,
            "log.message.timestamp.type",
            "Whether a record carries the time its producer gave it or the time it was appended."));
    public static final TopicConfig MIN_CLEANABLE_DIRTY_RATIO = add(new TopicConfig(
            "min.cleanable.dirty.ratio",
            TopicConfig.Type.DOUBLE,
            "0.5",
            Range.between(0, 1),
            Unit.RATIO,
            "log.cleaner.min.cleanable.ratio",
            "The share of a log that was never compacted at which compaction begins."));
    public static final TopicConfig MIN_COMPACTION_LAG_MS = add(milliseconds(
            "min.compaction.lag.ms",
            0,
            Range.atLeast(0),
            "log.cleaner.min.compaction.lag.ms",
            "The shortest a record stays out of reach of compaction."));
    public static final TopicConfig MIN_INSYNC_REPLICAS = add(new TopicConfig(
            "min.insync.replicas",
            TopicConfig.Type.INT,
            "1",
            Range.between(1, Integer.MAX_VALUE),
            Unit.REPLICAS,
            "min.insync.replicas",
            "How many replicas must be in sync for a record to be taken with acks=all. Counts at most the replicas the "
                    + "partition has."));
    public static final TopicConfig DELETION_PROTECTION = add(new TopicConfig(
            "naru.deletion.protection",
            TopicConfig.Type.BOOLEAN,
            "false",
            Range.oneOf("true", "false"),
            null,
            null,
            "While true the topic cannot be deleted."));
    public static final TopicConfig PREALLOCATE = add(new TopicConfig(
            "preallocate",
            TopicConfig.Type.BOOLEAN,
            "false",
            Range.oneOf("true", "false"),
            null,
            "log.preallocate",
            "Accepted for compatibility: segments grow as they are written."));
    public static final TopicConfig RETENTION_BYTES = add(bytes(
            "retention.bytes",
            TopicConfig.Type.LONG,
            -1,
            Range.atLeast(-1),
            "log.retention.bytes",
            "How many bytes a partition keeps at least before its oldest segments are deleted; -1 for no bound."));
    public static final TopicConfig RETENTION_MS = add(milliseconds(
            "retention.ms",
            604_800_000,
            Range.atLeast(-1),
            "log.retention.ms",
            "How long records are kept before their segment is deleted; -1 for ever."));
    public static final TopicConfig SEGMENT_BYTES = add(bytes(
            "segment.bytes",
            TopicConfig.Type.INT,
            1_073_741_824,
            Range.between(1_048_576, Integer.MAX_VALUE),
            "log.segment.bytes",
            "The size of a segment. Retention works on whole segments."));
    public static final TopicConfig SEGMENT_INDEX_BYTES = add(bytes(
            "segment.index.bytes",
            TopicConfig.Type.INT,
            10_485_760,
            Range.between(4, Integer.MAX_VALUE),
            "log.index.size.max.bytes",
            "Accepted for compatibility: an index grows with its segment."));
    public static final TopicConfig SEGMENT_JITTER_MS = add(milliseconds(
            "segment.jitter.ms",
            0,
            Range.atLeast(0),
            "log.roll.jitter.ms",
            "Accepted for compatibility: segments are closed by segment.ms alone."));
    public static final TopicConfig SEGMENT_MS = add(milliseconds(
            "segment.ms",
            604_800_000,
            Range.atLeast(1),
            "log.roll.ms",
            "A segment is closed after this time even if it is not full, so that it can be deleted."));
    public static final TopicConfig UNCLEAN_LEADER_ELECTION_ENABLE = add(new TopicConfig(
            "unclean.leader.election.enable",
            TopicConfig.Type.BOOLEAN,
            "false",
            Range.oneOf("true", "false"),
            null,
            "unclean.leader.election.enable",
            "Whether a replica that is not in sync may become leader when no other is left, losing records."));

    private TopicConfigs() {}

    /// All of them, in order of name.
    public static Collection<TopicConfig> all() {
        return BY_NAME.values();
    }

    /// One by its name, or null if there is none of that name.
    public static @Nullable TopicConfig named(String name) {
        return BY_NAME.get(name);
    }

    private static TopicConfig milliseconds(
            String name, long defaultMs, Range range, String brokerName, String documentation) {
        return new TopicConfig(
                name,
                TopicConfig.Type.LONG,
                String.valueOf(defaultMs),
                range,
                Unit.MILLISECONDS,
                brokerName,
                documentation);
    }

    private static TopicConfig bytes(
            String name,
            TopicConfig.Type type,
            long defaultBytes,
            Range range,
            String brokerName,
            String documentation) {
        return new TopicConfig(name, type, String.valueOf(defaultBytes), range, Unit.BYTES, brokerName, documentation);
    }

    private static TopicConfig add(TopicConfig config) {
        BY_NAME.put(config.name(), config);
        return config;
    }
}
