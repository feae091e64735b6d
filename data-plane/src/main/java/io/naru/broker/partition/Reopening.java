package io.naru.broker.partition;

import io.naru.broker.disk.DiskFullException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens partitions again that went off-line, ever less often, until it succeeds or the partition is gone.
///
/// That is safe without a person because nothing is taken on trust: the log is recovered as after an unclean stop, and
/// what no sync has vouched for is written again first, for after a failed sync the page cache may hold what the disk
/// does not. What was acknowledged as durable had been synced before; whoever was refused with a storage error may
/// find his batch in the log or not, as after a crash. A disk that goes on failing keeps the partition off-line.
final class Reopening {
    private static final Logger LOG = LoggerFactory.getLogger(Reopening.class);
    private static final int LONGEST_PAUSE_FACTOR = 64;

    private final Shard shard;
    private final Source source;
    private final long firstPauseMs;
    private final AtomicInteger offline = new AtomicInteger();

    /// Where partitions come from.
    @FunctionalInterface
    interface Source {
        /// Recovers a partition that failed. Blocks.
        ///
        /// @return null if its topic is gone
        @Nullable
        OpenedPartition reopen(PartitionId id, int leaderEpoch) throws IOException;
    }

    Reopening(Shard shard, Source source, long firstPauseMs) {
        this.shard = shard;
        this.source = source;
        this.firstPauseMs = firstPauseMs;
    }

    /// How many partitions are off-line; from any thread.
    int offline() {
        return offline.get();
    }

    void wentOffline(Partition partition) {
        offline.incrementAndGet();
        tryAfter(partition, firstPauseMs);
    }

    /// The partition is gone for good.
    void forget(Partition partition) {
        if (!partition.isOnline()) {
            offline.decrementAndGet();
        }
    }

    private void tryAfter(Partition partition, long pauseMs) {
        shard.schedule(pauseMs, () -> partition.maintenance().inTurn(() -> attempt(partition, pauseMs)));
    }

    private void attempt(Partition partition, long pauseMs) {
        Maintenance maintenance = partition.maintenance();
        if (shard.partition(partition.id()) != partition) {
            maintenance.end();
            return;
        }
        AtomicReference<@Nullable OpenedPartition> opened = new AtomicReference<>();
        maintenance.work(
                () -> {
                    partition.log().close();
                    opened.set(source.reopen(partition.id(), partition.leaderEpoch()));
                },
                failure -> {
                    OpenedPartition found = opened.get();
                    if (failure != null) {
                        LOG.warn("partition={} stays off-line: {}", partition.id(), failure.getMessage());
                        tryAfter(partition, nextPause(pauseMs, failure));
                    } else if (found != null && shard.partition(partition.id()) == partition) {
                        offline.decrementAndGet();
                        shard.replace(partition, found);
                        LOG.info("partition={} is on-line again", partition.id());
                    }
                    maintenance.end();
                });
    }

    /// Room may come at any time; a broken disk is not mended by asking.
    private long nextPause(long pauseMs, IOException failure) {
        return failure instanceof DiskFullException
                ? pauseMs
                : Math.min(2 * pauseMs, LONGEST_PAUSE_FACTOR * firstPauseMs);
    }
}
