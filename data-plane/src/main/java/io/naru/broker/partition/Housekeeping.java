package io.naru.broker.partition;

import io.naru.broker.disk.AtomicFile;
import io.naru.broker.disk.Disk;
import io.naru.broker.log.Compaction;
import io.naru.broker.log.SyncPoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a shard does for its partitions now and then: retention, compaction of internal topics, producer snapshots,
/// forgetting idle producers. Reads and decides on the shard, works off it.
final class Housekeeping {
    static final String PRODUCERS_FILE = "producers";

    private final Shard shard;
    private final PartitionsSettings settings;
    private final GroupCommitCycle.Sync sync;
    private final Disk disk;
    private boolean compacting;

    Housekeeping(Shard shard, PartitionsSettings settings, GroupCommitCycle.Sync sync, Disk disk) {
        this.shard = shard;
        this.settings = settings;
        this.sync = sync;
        this.disk = disk;
    }

    void start() {
        shard.schedule(settings.housekeepingEveryMs(), this::round);
    }

    private void round() {
        for (Partition partition : List.copyOf(shard.partitions())) {
            if (partition.isOnline()) {
                tidy(partition);
            }
        }
        shard.schedule(settings.housekeepingEveryMs(), this::round);
    }

    private void tidy(Partition partition) {
        partition.expireProducers(settings.producerIdExpirationMs());
        try {
            if (partition.wantsRetention()) {
                // the producers of what goes away must be remembered by something
                snapshotProducers(partition);
                partition.enforceRetention();
            }
        } catch (IOException e) {
            partition.goOffline("retention failed: " + e.getMessage());
            return;
        }
        if (!compacting && partition.settings().compacted()) {
            compact(partition);
        }
    }

    /// One compaction at a time a shard: planned and swapped in on the shard, run off it.
    private void compact(Partition partition) {
        Compaction plan = partition.log().planCompaction(shard.nowMs(), partition.highWatermark());
        if (plan == null) {
            return;
        }
        compacting = true;
        Attempt attempt = new Attempt(plan::run);
        shard.inBackground(attempt, () -> {
            compacting = false;
            if (!partition.isOnline()) {
                return;
            }
            try {
                attempt.orThrow();
                partition.log().swap(plan);
                partition.publish();
            } catch (IOException e) {
                partition.goOffline("compaction failed: " + e.getMessage());
            }
        });
    }

    void segmentRolled(Partition partition) {
        snapshotProducers(partition);
    }

    /// Writes the producers' states as of the log's end. That end is made durable first: a snapshot must never know
    /// more than the log after a crash.
    private void snapshotProducers(Partition partition) {
        if (!partition.remembersProducers()) {
            return;
        }
        ByteBuffer snapshot = partition.producerSnapshot();
        SyncPoint end = partition.unsynced();
        AtomicFile file = fileOf(partition);
        Attempt attempt = new Attempt(() -> {
            sync.sync(List.of(end));
            file.write(snapshot);
        });
        shard.inBackground(attempt, () -> {
            try {
                attempt.orThrow();
            } catch (IOException e) {
                partition.goOffline("producer snapshot failed: " + e.getMessage());
            }
        });
    }

    /// The same at an orderly stop, when the log's end is durable already.
    void writeProducers(Partition partition) throws IOException {
        if (partition.remembersProducers()) {
            fileOf(partition).write(partition.producerSnapshot());
        }
    }

    private AtomicFile fileOf(Partition partition) {
        return new AtomicFile(disk, partition.log().directory().resolve(PRODUCERS_FILE));
    }

    private static final class Attempt implements Runnable {
        private final Step step;
        private volatile @Nullable IOException failure;

        interface Step {
            void run() throws IOException;
        }

        Attempt(Step step) {
            this.step = step;
        }

        @Override
        public void run() {
            try {
                step.run();
            } catch (IOException e) {
                failure = e;
            }
        }

        void orThrow() throws IOException {
            IOException e = failure;
            if (e != null) {
                throw e;
            }
        }
    }
}
