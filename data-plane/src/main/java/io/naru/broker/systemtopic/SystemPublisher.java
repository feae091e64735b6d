package io.naru.broker.systemtopic;

import org.jspecify.annotations.Nullable;

/// Appends to the cell's own topics.
public interface SystemPublisher {
    /// Appends one record to the only partition of a topic of the lkc `system`. The completion runs once, on any
    /// thread.
    void append(String topic, byte[] key, byte @Nullable [] value, Completion completion);

    interface Completion {
        void committed(long offset);

        /// The record may or may not be found in the topic; whoever publishes again must be idempotent.
        void failed(String reason);
    }
}
