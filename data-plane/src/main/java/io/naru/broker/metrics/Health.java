package io.naru.broker.metrics;

import org.jspecify.annotations.Nullable;

/// How the broker is. Asked from the metrics listener's threads; answers from memory.
public interface Health {
    /// Why the process should be replaced, in a sentence; null while it works.
    @Nullable
    String failure();

    /// Why clients should not be sent here now, in a sentence; null when they may come.
    @Nullable
    String obstacle();
}
