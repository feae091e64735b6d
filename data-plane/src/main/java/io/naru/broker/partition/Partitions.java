package io.naru.broker.partition;

import io.naru.broker.disk.Disk;
import io.naru.broker.environment.Environment;
import io.naru.broker.log.GroupCommit;
import io.naru.broker.log.PartitionLog;
import io.naru.broker.metadata.BinnedTopic;
import io.naru.broker.metadata.ImageApplier;
import io.naru.broker.metadata.MetadataImage;
import io.naru.broker.metadata.PartitionImage;
import io.naru.broker.metadata.TopicImage;
import io.naru.broker.record.CorruptBatchException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The partitions this broker holds: finds them, sends them commands, and follows the cell's image in opening, changing
/// and deleting them.
public final class Partitions implements ImageApplier, Residents {
    private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);
    private static final PartitionHandle[] NONE = {};

    private final int brokerId;
    private final PartitionKinds kinds;
    private final PartitionFiles files;
    private final Executor background;
    private final Environment environment;
    private final List<Shard> shards = new ArrayList<>();
    private final Map<UUID, PartitionHandle[]> topics = new ConcurrentHashMap<>();
    private final Map<UUID, TopicImage> images = new ConcurrentHashMap<>();

    /// @param syncNanos is told how long each group commit took
    public Partitions(
            Environment environment,
            Disk disk,
            Path directory,
            int brokerId,
            PartitionsSettings settings,
            PartitionKinds kinds,
            LongConsumer syncNanos) {
        this.brokerId = brokerId;
        this.kinds = kinds;
        this.environment = environment;
        this.background = environment.threads().background("partition-work", 4);
        this.files = new PartitionFiles(disk, directory, kinds);
        GroupCommit groupCommit = new GroupCommit(disk);
        for (int i = 0; i < settings.shards(); i++) {
            shards.add(
                    new Shard(i, environment, settings, background, timed(groupCommit, syncNanos), this::reopen, disk));
        }
    }

    private @Nullable OpenedPartition reopen(PartitionId id, int leaderEpoch) throws IOException {
        TopicImage topic = images.get(id.topic());
        return topic == null ? null : files.reopen(topic, id, leaderEpoch);
    }

    private GroupCommitCycle.Sync timed(GroupCommit groupCommit, LongConsumer syncNanos) {
        return points -> {
            long begun = environment.clock().nanos();
            groupCommit.sync(points);
            syncNanos.accept(environment.clock().nanos() - begun);
        };
    }

    /// Prepares the data directory and starts the shards; partitions come with the first image.
    public void start() throws IOException {
        files.prepare();
        shards.forEach(shard -> shard.start(environment.threads()));
    }

    /// Syncs and closes everything, so that the next start need not recover.
    public void stop() throws IOException {
        for (Shard shard : shards) {
            shard.stop();
        }
        boolean whole = true;
        for (Shard shard : shards) {
            whole &= shard.closePartitions();
        }
        if (whole) {
            files.markStoppedCleanly();
        }
    }

    /// Null for a partition that is not here, or whose topic is in the bin.
    public @Nullable PartitionHandle find(UUID topic, int partition) {
        PartitionHandle[] handles = topics.getOrDefault(topic, NONE);
        PartitionHandle found = partition >= 0 && partition < handles.length ? handles[partition] : null;
        return found == null || found.isResting() ? null : found;
    }

    /// How many partitions a failed write or sync has taken off-line, that were not opened again yet.
    public int offline() {
        int offline = 0;
        for (Shard shard : shards) {
            offline += shard.reopening().offline();
        }
        return offline;
    }

    /// Bytes of a topic's logs on this broker, of one in the bin as well.
    public long sizeInBytes(UUID topic) {
        long bytes = 0;
        for (PartitionHandle handle : topics.getOrDefault(topic, NONE)) {
            bytes += handle == null ? 0 : handle.sizeInBytes();
        }
        return bytes;
    }

    /// Partitions on this broker that serve.
    public int online() {
        int online = 0;
        for (PartitionHandle[] handles : topics.values()) {
            for (PartitionHandle handle : handles) {
                online += handle != null && handle.view() != null ? 1 : 0;
            }
        }
        return online;
    }

    /// Sends a checked batch; `append.done` gets the outcome, at once when the shard is overloaded.
    public void append(PartitionHandle handle, Append append) {
        onShard(
                handle,
                partition -> partition.append(append),
                refusal -> append.done().accept(refusal));
    }

    /// Parks a fetch that read its partitions up to their ends; the waiter is told whenever looking again may help. One
    /// command a shard, however many partitions there are.
    public void awaitAny(List<SeenEnd> seen, DataWaiter waiter) {
        for (Shard shard : shards) {
            List<SeenEnd> here =
                    seen.stream().filter(end -> end.handle().shard() == shard).toList();
            if (!here.isEmpty() && !shard.offer(() -> here.forEach(end -> await(end, waiter)))) {
                waiter.look();
            }
        }
    }

    private static void await(SeenEnd seen, DataWaiter waiter) {
        Partition partition = seen.handle().shard().partition(seen.handle().id());
        if (partition == null) {
            waiter.look();
        } else {
            partition.await(seen.offset(), waiter);
        }
    }

    /// Asks the partition's shard for its high watermark, after everything that was sent to it before.
    public void committedEnd(PartitionHandle handle, LongConsumer end, Runnable unavailable) {
        onShard(
                handle,
                partition -> {
                    if (partition.serves()) {
                        end.accept(partition.highWatermark().offset());
                    } else {
                        unavailable.run();
                    }
                },
                refusal -> unavailable.run());
    }

    /// Runs the action on the partition's shard once the time is over.
    ///
    /// @return false when the shard is overloaded and will not
    public boolean after(long delayMs, PartitionHandle near, Runnable action) {
        Shard shard = near.shard();
        return shard.offer(() -> shard.schedule(delayMs, action));
    }

    /// Moves a partition's log start up to `offset`, at most to the high watermark (DeleteRecords).
    ///
    /// @param offset -1 for the high watermark
    public void deleteBefore(
            PartitionHandle handle, long offset, LongConsumer newStart, Consumer<DeleteRefusal> refused) {
        onShard(
                handle,
                partition -> {
                    long target = offset == -1 ? partition.highWatermark().offset() : offset;
                    if (target > partition.highWatermark().offset() || target < 0) {
                        refused.accept(DeleteRefusal.OFFSET_OUT_OF_RANGE);
                        return;
                    }
                    handle.shard().housekeeping().deleteBefore(partition, target, () -> {
                        if (partition.isOnline() && partition.log().view().logStartOffset() >= target) {
                            newStart.accept(partition.log().view().logStartOffset());
                        } else {
                            refused.accept(DeleteRefusal.NOT_AVAILABLE);
                        }
                    });
                },
                refusal -> refused.accept(DeleteRefusal.NOT_AVAILABLE));
    }

    public enum DeleteRefusal {
        OFFSET_OUT_OF_RANGE,
        NOT_AVAILABLE
    }

    @Override
    public <R extends Resident> void call(
            PartitionId id, Class<R> kind, Consumer<R> action, Consumer<Unreachable> otherwise) {
        PartitionHandle handle = find(id.topic(), id.partition());
        if (handle == null) {
            otherwise.accept(Unreachable.NOT_HERE);
            return;
        }
        boolean taken = handle.shard().offer(() -> {
            Partition partition = handle.shard().partition(id);
            ResidentSeat seat = partition == null ? null : partition.seat();
            if (seat == null) {
                otherwise.accept(handle.view() == null ? Unreachable.LOADING : Unreachable.NOT_HERE);
            } else {
                seat.call(kind, action, otherwise);
            }
        });
        if (!taken) {
            otherwise.accept(Unreachable.OVERLOADED);
        }
    }

    private static void onShard(
            PartitionHandle handle, Consumer<Partition> action, Consumer<AppendOutcome.Refused> refusal) {
        boolean taken = handle.shard().offer(() -> {
            Partition partition = handle.shard().partition(handle.id());
            if (partition == null) {
                refusal.accept(new AppendOutcome.Refused(
                        AppendOutcome.Refusal.NOT_LEADER, "the partition is not open on this broker"));
            } else {
                action.accept(partition);
            }
        });
        if (!taken) {
            refusal.accept(
                    new AppendOutcome.Refused(AppendOutcome.Refusal.OVERLOADED, "the partition's queue is full"));
        }
    }

    @Override
    public void apply(MetadataImage before, MetadataImage after, Set<UUID> changed, Runnable applied) {
        Steps steps = new Steps(applied);
        for (UUID id : changed) {
            TopicImage topic = after.topicsById().get(id);
            BinnedTopic binned = after.bin().byId().get(id);
            if (topic != null) {
                follow(topic, PartitionHandle::wake, steps);
            } else if (binned != null) {
                follow(binned.topic(), PartitionHandle::rest, steps);
            } else {
                delete(id, steps);
            }
        }
        steps.end();
    }

    /// @param restOrWake a topic in the bin has its partitions open, so that it is back at once and its bytes are known
    private void follow(TopicImage topic, Consumer<PartitionHandle> restOrWake, Steps steps) {
        images.put(topic.id(), topic);
        PartitionHandle[] known = topics.getOrDefault(topic.id(), NONE);
        PartitionHandle[] handles = Arrays.copyOf(known, topic.partitionCount());
        for (int i = 0; i < handles.length; i++) {
            PartitionImage image = topic.partitions().get(i);
            if (!image.replicas().contains(brokerId)) {
                continue;
            }
            if (handles[i] == null) {
                PartitionId id = new PartitionId(topic.id(), i);
                handles[i] = new PartitionHandle(id, shards.get(Math.floorMod(id.hashCode(), shards.size())));
                restOrWake.accept(handles[i]);
                open(topic, handles[i], image.leaderEpoch(), steps);
            } else {
                restOrWake.accept(handles[i]);
                change(topic, handles[i], steps);
            }
        }
        topics.put(topic.id(), handles);
    }

    private void open(TopicImage topic, PartitionHandle handle, int leaderEpoch, Steps steps) {
        Runnable opened = steps.begin();
        background.execute(() -> {
            try {
                OpenedPartition partition = files.open(topic, handle.id(), leaderEpoch);
                handle.shard().report(() -> {
                    handle.shard().adopt(partition, handle);
                    opened.run();
                });
            } catch (IOException | CorruptBatchException e) {
                LOG.error("partition={} can't be opened: {}", handle.id(), e.getMessage());
                opened.run();
            }
        });
    }

    private void change(TopicImage topic, PartitionHandle handle, Steps steps) {
        PartitionSettings settings = kinds.settings(topic);
        Runnable changed = steps.begin();
        handle.shard().report(() -> {
            Partition partition = handle.shard().partition(handle.id());
            if (partition != null && partition.isOnline()) {
                partition.change(settings);
            }
            if (partition != null && handle.isResting()) {
                partition.rested();
            }
            changed.run();
        });
    }

    private void delete(UUID topic, Steps steps) {
        List<PartitionHandle> held = Arrays.stream(topics.getOrDefault(topic, NONE))
                .filter(Objects::nonNull)
                .toList();
        topics.remove(topic);
        images.remove(topic);
        if (held.isEmpty()) {
            background.execute(() -> files.delete(topic, List.of()));
            return;
        }
        Runnable deleted = steps.begin();
        List<PartitionLog> logs = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger closing = new AtomicInteger(held.size());
        for (PartitionHandle handle : held) {
            handle.shard().report(() -> {
                PartitionLog log = handle.shard().release(handle.id());
                if (log != null) {
                    logs.add(log);
                }
                if (closing.decrementAndGet() == 0) {
                    background.execute(() -> files.delete(topic, logs));
                    deleted.run();
                }
            });
        }
    }

    /// Runs `applied` once every begun step has ended.
    private static final class Steps {
        private final AtomicInteger open = new AtomicInteger(1);
        private final Runnable applied;

        Steps(Runnable applied) {
            this.applied = applied;
        }

        Runnable begin() {
            open.incrementAndGet();
            return this::end;
        }

        void end() {
            if (open.decrementAndGet() == 0) {
                applied.run();
            }
        }
    }
}
