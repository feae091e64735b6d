package io.naru.broker.partition;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/// One checked batch on its way into a partition. Its memory is written to in place (offset, leader epoch, append time)
/// and must stay valid until `written` or `done` has run, whichever comes first.
///
/// @param written runs on the shard once the batch's memory is no longer needed
/// @param done runs on the shard with the outcome
public record Append(ByteBuffer batch, Runnable written, Consumer<AppendOutcome> done) {}
