package io.naru.broker.partition;

import io.naru.broker.disk.AtomicFile;
import io.naru.broker.disk.Disk;
import io.naru.broker.disk.DiskFullException;
import io.naru.broker.log.Compaction;
import io.naru.broker.log.PartitionLog;
import io.naru.broker.log.StartMove;
import io.naru.broker.log.SyncPoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a shard does for its partitions now and then: retention, compaction of internal topics, producer snapshots,
/// forgetting idle producers. For a topic in the bin it does nothing: what is restored is what was deleted. Reads and
/// decides on the shard, works off it.
final class Housekeeping {
    static final String PRODUCERS_FILE = "producers";
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

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
            if (partition.serves()) {
                tidy(partition);
            }
        }
        shard.schedule(settings.housekeepingEveryMs(), this::round);
    }

    private void tidy(Partition partition) {
        partition.expireProducers(settings.producerIdExpirationMs());
        if (partition.expires() && !partition.maintenance().isBusy()) {
            partition.maintenance().inTurn(() -> expire(partition));
        }
        if (!compacting && partition.settings().compacted()) {
            compacting = true;
            partition.maintenance().inTurn(() -> compact(partition));
        }
    }

    private void expire(Partition partition) {
        long nowMs = shard.nowMs();
        PartitionLog.Expiry expiry =
                partition.log().expiry(nowMs, partition.highWatermark().offset());
        AtomicLong start = new AtomicLong();
        partition.maintenance().work(() -> start.set(expiry.start()), failure -> {
            if (mayGoOn(partition, "retention", failure)) {
                moveStart(
                        partition, () -> partition.log().planExpiry(start.get(), nowMs), partition.maintenance()::end);
            } else {
                partition.maintenance().end();
            }
        });
    }

    /// Moves the log start up, durably.
    ///
    /// @param then called at the end, whatever it was
    void deleteBefore(Partition partition, long offset, Runnable then) {
        partition.maintenance().inTurn(() -> {
            Runnable end = () -> {
                then.run();
                partition.maintenance().end();
            };
            if (partition.serves()) {
                moveStart(partition, () -> partition.log().planStart(offset), end);
            } else {
                end.run();
            }
        });
    }

    @FunctionalInterface
    private interface Plan {
        @Nullable
        StartMove make() throws IOException;
    }

    /// The producers of what goes away are written down first, or a repeated batch of theirs would be taken for new.
    private void moveStart(Partition partition, Plan plan, Runnable end) {
        StartMove move;
        try {
            move = plan.make();
        } catch (IOException e) {
            partition.goOffline("the log start could not be moved: " + e.getMessage());
            move = null;
        }
        if (move == null) {
            end.run();
            return;
        }
        StartMove planned = move;
        Maintenance.Work producers = writingProducers(partition);
        Maintenance maintenance = partition.maintenance();
        maintenance.work(
                () -> {
                    producers.run();
                    planned.decide();
                },
                failure -> {
                    if (!mayGoOn(partition, "moving the log start", failure)) {
                        end.run();
                        return;
                    }
                    partition.moved(planned);
                    maintenance.work(planned::removeFiles, unremoved -> {
                        mustGoOn(partition, "deleting old segments", unremoved);
                        end.run();
                    });
                });
    }

    /// One compaction at a time a shard: planned and swapped in on the shard, run off it.
    private void compact(Partition partition) {
        Compaction plan =
                partition.isOnline() ? partition.log().planCompaction(shard.nowMs(), partition.highWatermark()) : null;
        if (plan == null) {
            endCompaction(partition);
            return;
        }
        Maintenance maintenance = partition.maintenance();
        maintenance.work(plan::run, failure -> {
            if (mayGoOn(partition, "compaction", failure) && partition.log().takes(plan)) {
                maintenance.work(plan::decide, undecided -> swap(partition, plan, undecided));
            } else {
                endCompaction(partition);
            }
        });
    }

    private void swap(Partition partition, Compaction plan, @Nullable IOException undecided) {
        if (!mayGoOn(partition, "compaction", undecided)) {
            endCompaction(partition);
            return;
        }
        partition.log().swap(plan);
        partition.publish();
        partition.maintenance().work(plan::finish, unfinished -> {
            mustGoOn(partition, "compaction", unfinished);
            endCompaction(partition);
        });
    }

    private void endCompaction(Partition partition) {
        compacting = false;
        partition.maintenance().end();
    }

    /// Writes the producers' states as of the log's end, so that a start need not read the whole log for them.
    void segmentRolled(Partition partition) {
        if (!partition.remembersProducers() || partition.snapshotWaits()) {
            return;
        }
        partition.snapshotWaits(true);
        Maintenance maintenance = partition.maintenance();
        maintenance.inTurn(() -> {
            partition.snapshotWaits(false);
            if (!partition.isOnline()) {
                maintenance.end();
                return;
            }
            maintenance.work(writingProducers(partition), failure -> {
                mayGoOn(partition, "producer snapshot", failure);
                maintenance.end();
            });
        });
    }

    /// The log's end is made durable first: a snapshot must never know more than the log after a crash.
    private Maintenance.Work writingProducers(Partition partition) {
        if (!partition.remembersProducers()) {
            return () -> {};
        }
        ByteBuffer snapshot = partition.producerSnapshot();
        SyncPoint end = partition.unsynced();
        AtomicFile file = fileOf(partition);
        return () -> {
            sync.sync(List.of(end));
            file.write(snapshot);
        };
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

    /// Takes a partition off-line whose files are in an unknown state. A full disk leaves them as they were.
    ///
    /// @return whether its turn may go on
    private static boolean mayGoOn(Partition partition, String what, @Nullable IOException failure) {
        if (failure instanceof DiskFullException) {
            LOG.warn("partition={}: {} has to wait, the disk is full", partition.id(), what);
            return false;
        }
        return mustGoOn(partition, what, failure);
    }

    /// The same for what was begun and can't be left.
    private static boolean mustGoOn(Partition partition, String what, @Nullable IOException failure) {
        if (failure != null) {
            partition.goOffline(what + " failed: " + failure.getMessage());
        }
        return partition.isOnline();
    }
}
