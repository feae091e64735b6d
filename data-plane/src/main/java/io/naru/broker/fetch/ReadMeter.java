package io.naru.broker.fetch;

import java.util.UUID;

/// Is told what was read, for usage and charts.
public interface ReadMeter {
    void read(String cluster, UUID topic, long bytes);
}
