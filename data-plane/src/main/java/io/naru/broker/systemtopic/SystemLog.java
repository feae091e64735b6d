package io.naru.broker.systemtopic;

import java.util.function.Consumer;

/// A system topic's only partition, for reading. Answers come on any thread, also before the call returns, each call
/// gets at most one. The caller bounds its own waiting: an answer may be lost.
public interface SystemLog {
    /// Asks the partition's *leader* for the committed end. The question reaches the leader after this call began: an
    /// answer known from before must not be used.
    void end(Consumer<LogEnd> end, Runnable unavailable);

    /// Reads committed records at and after an offset, at most `maxRecords`, in order. An offset below the log's start
    /// begins at the start. At the end the answer is empty, without waiting.
    void read(long fromOffset, int maxRecords, Consumer<SystemRecords> records, Runnable unavailable);

    /// Runs the hint, on any thread, when there is probably something new to read. A reader polls besides, so a hint
    /// may be lost.
    void whenCommitted(Runnable hint);
}
