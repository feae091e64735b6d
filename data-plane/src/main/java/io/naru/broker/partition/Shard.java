package io.naru.broker.partition;

import io.naru.broker.disk.Disk;
import io.naru.broker.environment.Agent;
import io.naru.broker.environment.Environment;
import io.naru.broker.environment.Threads;
import io.naru.broker.log.PartitionLog;
import io.naru.broker.log.SyncPoint;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.jctools.queues.atomic.MpscLinkedAtomicQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One thread that owns partitions: only it touches their state. Others send it commands.
///
/// Commands come through a bounded queue that may be full. Reports of background work have a queue of their own: each
/// answers a job that the shard itself started, so their number is bounded by the partitions it owns.
final class Shard implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(Shard.class);
    private static final int COMMANDS_A_TURN = 256;
    private static final int TIMERS_A_TURN = 256;

    private final String name;
    private final Environment environment;
    private final Queue<Runnable> commands;
    private final Queue<Runnable> reports = new MpscLinkedAtomicQueue<>();
    private final TimerQueue timers = new TimerQueue();
    private final Map<PartitionId, Partition> partitions = new LinkedHashMap<>();
    private final GroupCommitCycle.Sync sync;
    private final GroupCommitCycle groupCommit;
    private final Housekeeping housekeeping;
    private final Reopening reopening;
    private final Executor background;
    private Threads.@Nullable Running thread;

    Shard(
            int index,
            Environment environment,
            PartitionsSettings settings,
            Executor background,
            GroupCommitCycle.Sync sync,
            Reopening.Source source,
            Disk disk) {
        this.name = "naru-shard-" + index;
        this.environment = environment;
        this.commands = new MpscAtomicArrayQueue<>(settings.queuedCommands());
        this.background = background;
        this.sync = sync;
        this.groupCommit = new GroupCommitCycle(this, sync);
        this.reopening = new Reopening(this, source, settings.reopenAfterMs());
        this.housekeeping = new Housekeeping(this, settings, sync, disk);
    }

    void start(Threads threads) {
        housekeeping.start();
        thread = threads.start(this);
    }

    void stop() {
        if (thread != null) {
            thread.stop();
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int doWork() {
        return takeReports() + takeCommands() + groupCommit.syncWhatWaits() + timers.runDue(nowNanos(), TIMERS_A_TURN);
    }

    @Override
    public long nextDeadlineNanos() {
        return timers.nextDeadlineNanos();
    }

    /// Takes a command from any thread.
    ///
    /// @return false when the queue is full: the caller refuses with a retriable answer
    boolean offer(Runnable command) {
        if (!commands.offer(command)) {
            return false;
        }
        wake();
        return true;
    }

    /// Runs a job that may block off the shard; its report comes back onto it.
    void inBackground(Runnable job, Runnable report) {
        background.execute(() -> {
            job.run();
            report(report);
        });
    }

    /// Puts the report of a job that this shard started onto the shard.
    void report(Runnable report) {
        reports.add(report);
        wake();
    }

    Resident.Timer schedule(long delayMs, Runnable action) {
        return timers.schedule(nowNanos() + delayMs * 1_000_000L, action);
    }

    @Nullable
    Partition partition(PartitionId id) {
        return partitions.get(id);
    }

    Collection<Partition> partitions() {
        return partitions.values();
    }

    void adopt(OpenedPartition opened, PartitionHandle handle) {
        partitions.put(handle.id(), new Partition(opened, handle, this));
    }

    /// Goes on with a partition that was opened again; who waits for its data waits for the new one's.
    void replace(Partition failed, OpenedPartition opened) {
        partitions.put(failed.id(), failed.succeededBy(opened));
    }

    /// Lets go of a partition whose topic is deleted; its log is the caller's.
    @Nullable
    PartitionLog release(PartitionId id) {
        Partition partition = partitions.remove(id);
        if (partition == null) {
            return null;
        }
        reopening.forget(partition);
        partition.close(new AppendOutcome.Refused(AppendOutcome.Refusal.NOT_LEADER, "the topic is deleted"));
        return partition.log();
    }

    /// Makes everything durable and closes it. Called when the thread has stopped.
    ///
    /// @return false if a partition was off-line or its files were being changed: the next start has to recover
    boolean closePartitions() throws IOException {
        boolean whole = true;
        Map<Partition, SyncPoint> ends = new LinkedHashMap<>();
        for (Partition partition : partitions.values()) {
            if (partition.isOnline()) {
                ends.put(partition, partition.unsynced());
            }
        }
        sync.sync(ends.values());
        ends.forEach((partition, end) -> partition.log().completed(end));
        for (Partition partition : partitions.values()) {
            if (partition.isOnline() && !partition.maintenance().isBusy()) {
                housekeeping.writeProducers(partition);
            } else {
                whole = false;
            }
            partition.close(new AppendOutcome.Refused(AppendOutcome.Refusal.NOT_LEADER, "the broker stops"));
            partition.log().close();
        }
        partitions.clear();
        return whole;
    }

    Housekeeping housekeeping() {
        return housekeeping;
    }

    Reopening reopening() {
        return reopening;
    }

    GroupCommitCycle groupCommit() {
        return groupCommit;
    }

    long nowMs() {
        return environment.clock().wallMs();
    }

    long nowNanos() {
        return environment.clock().nanos();
    }

    private int takeCommands() {
        int taken = 0;
        for (Runnable command; taken < COMMANDS_A_TURN && (command = commands.poll()) != null; taken++) {
            run(command);
        }
        return taken;
    }

    private int takeReports() {
        int taken = 0;
        for (Runnable report; taken < COMMANDS_A_TURN && (report = reports.poll()) != null; taken++) {
            run(report);
        }
        return taken;
    }

    /// A command that breaks a promise must not end the thread that other partitions live on.
    private static void run(Runnable command) {
        try {
            command.run();
        } catch (RuntimeException e) {
            LOG.error("a command failed", e);
        }
    }

    private void wake() {
        if (thread != null) {
            thread.wake();
        }
    }
}
