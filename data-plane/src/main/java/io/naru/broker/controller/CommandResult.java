package io.naru.broker.controller;

/// How a command ended.
public sealed interface CommandResult {
    /// It holds, and this broker serves it.
    ///
    /// @param version the image from which on it holds
    record Applied(long version) implements CommandResult {}

    /// The ids `first` to `first + count - 1` are the caller's for ever.
    record ProducerIds(long first, int count) implements CommandResult {}

    /// Nothing was changed, except where the reason says that this is not known.
    ///
    /// @param sentence for the one who asked: what is wrong and what helps
    record Refused(Refusal reason, String sentence) implements CommandResult {}

    enum Refusal {
        TOPIC_EXISTS,
        UNKNOWN_TOPIC,
        /// The bin has no such topic, or not by this deletion.
        NOT_IN_BIN,
        UNKNOWN_CLUSTER,
        /// The logical cluster is being deleted or is gone.
        CLUSTER_DELETED,
        /// The logical cluster would grow beyond its limits.
        LIMIT_REACHED,
        INVALID_PARTITIONS,
        INVALID_ASSIGNMENT,
        NO_BROKER,
        INVALID_CONFIG,
        DELETION_PROTECTED,
        GRACE_NOT_OVER,
        /// Beyond what this broker's version knows.
        UNSUPPORTED,
        /// Larger than [Command#LARGEST_BYTES].
        TOO_LARGE,
        /// The queue is full: not taken, try again.
        BUSY,
        /// Not answered in time; it may still come to hold.
        TIMED_OUT,
        /// The controller has stopped; what was under way may or may not hold after the next start.
        STOPPED
    }
}
