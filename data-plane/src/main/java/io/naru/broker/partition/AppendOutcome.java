package io.naru.broker.partition;

/// How an append to a partition ended.
public sealed interface AppendOutcome {
    /// The batch is as safe as the topic's settings promise.
    ///
    /// @param logAppendTimeMs the broker's stamp, or -1 where the producer's own times stand
    record Appended(long baseOffset, long logAppendTimeMs, long logStartOffset) implements AppendOutcome {}

    /// The batch is not in the log, or (`STORAGE_ERROR`, `NOT_LEADER`) nobody can say.
    record Refused(Refusal refusal, String reason) implements AppendOutcome {}

    enum Refusal {
        NOT_LEADER,
        OVERLOADED,
        OUT_OF_ORDER_SEQUENCE,
        STALE_PRODUCER_EPOCH,
        POLICY_VIOLATION,
        STORAGE_ERROR
    }
}
