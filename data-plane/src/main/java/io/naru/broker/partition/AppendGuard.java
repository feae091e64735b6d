package io.naru.broker.partition;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A partition's own say on what may be appended to it, beyond the rules of Kafka. Lives with the partition: it sees
/// every record when the partition is opened and after each append, on the shard.
public interface AppendGuard {
    /// Says why the batch is refused (POLICY_VIOLATION with this sentence), or null to let it in.
    @Nullable
    String refuse(ByteBuffer batch);

    /// A batch that is in the log, in order.
    void appended(ByteBuffer batch);
}
