package io.naru.broker.fetch;

import java.util.UUID;

/// Is told what was read, for usage and charts.
public interface ReadMeter {
    /// Something was read.
    ///
    /// @param messages records that are new to the reader
    void read(String cluster, UUID topic, long bytes, int messages);
}
