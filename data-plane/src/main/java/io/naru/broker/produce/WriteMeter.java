package io.naru.broker.produce;

import java.util.UUID;

/// Is told what was written, for usage and charts.
public interface WriteMeter {
    void wrote(String cluster, UUID topic, long bytes, int messages);
}
