package io.naru.broker.partition;

import io.naru.broker.disk.DiskFullException;
import io.naru.broker.log.AppendResult;
import io.naru.broker.log.LogPosition;
import io.naru.broker.log.PartitionLog;
import io.naru.broker.log.StartMove;
import io.naru.broker.log.SyncPoint;
import io.naru.broker.partition.AppendOutcome.Appended;
import io.naru.broker.partition.AppendOutcome.Refusal;
import io.naru.broker.partition.AppendOutcome.Refused;
import io.naru.broker.record.Batch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A partition that this broker leads. Lives on its shard; nobody else touches it.
///
/// The high watermark follows the synced end where an ack means "on disk", else the written end. A failed write or sync
/// takes the partition off-line: what the disk holds is then unknown, and only a fresh recovery may tell.
final class Partition {
    private static final Logger LOG = LoggerFactory.getLogger(Partition.class);
    private static final long LAZY_SYNC_MS = 1_000;

    private final PartitionHandle handle;
    private final Shard shard;
    private final PartitionLog log;
    private final ProducerStates producers;
    private final int leaderEpoch;
    private final @Nullable AppendGuard guard;
    private final Maintenance maintenance;
    private final ArrayDeque<WaitingAck> acks = new ArrayDeque<>();
    private final List<DataWaiter> dataWaiters = new ArrayList<>();
    private final @Nullable ResidentSeat seat;
    private final Batch batch = new Batch();

    private PartitionSettings settings;
    private LogPosition highWatermark;
    private boolean lazySyncScheduled;
    private boolean snapshotWaits;
    private boolean full;
    private boolean online = true;

    /// @param offset the batch's last offset: answered once the high watermark lies above it
    private record WaitingAck(long offset, Appended outcome, Consumer<AppendOutcome> done) {}

    Partition(OpenedPartition opened, PartitionHandle handle, Shard shard) {
        this.handle = handle;
        this.shard = shard;
        this.log = opened.log();
        this.producers = opened.producers();
        this.settings = opened.settings();
        this.leaderEpoch = opened.leaderEpoch();
        this.guard = opened.guard();
        this.maintenance = new Maintenance(shard);
        if (leaderEpoch > log.view().latestEpoch()) {
            log.beginEpoch(leaderEpoch);
        }
        this.highWatermark = log.end();
        this.seat = opened.resident() == null ? null : new ResidentSeat(opened.resident(), this, shard);
        publish();
    }

    int leaderEpoch() {
        return leaderEpoch;
    }

    /// The partition as it was opened again.
    Partition succeededBy(OpenedPartition opened) {
        Partition successor = new Partition(opened, handle, shard);
        successor.dataWaiters.addAll(dataWaiters);
        dataWaiters.clear();
        successor.tellDataWaiters();
        return successor;
    }

    PartitionId id() {
        return handle.id();
    }

    PartitionLog log() {
        return log;
    }

    Maintenance maintenance() {
        return maintenance;
    }

    PartitionSettings settings() {
        return settings;
    }

    LogPosition highWatermark() {
        return highWatermark;
    }

    @Nullable
    ResidentSeat seat() {
        return seat;
    }

    boolean isOnline() {
        return online;
    }

    void append(Append append) {
        if (handle.isResting()) {
            append.done().accept(new Refused(Refusal.NOT_LEADER, "the topic is deleted"));
            return;
        }
        if (!online) {
            append.done().accept(new Refused(Refusal.STORAGE_ERROR, "the partition is off-line"));
            return;
        }
        if (guard != null) {
            String reason = guard.refuse(append.batch());
            if (reason != null) {
                append.done().accept(new Refused(Refusal.POLICY_VIOLATION, reason));
                return;
            }
        }
        batch.wrap(append.batch(), append.batch().position());
        if (!batch.hasProducerId()) {
            write(append);
            return;
        }
        switch (producers.check(
                batch.producerId(), batch.producerEpoch(), batch.baseSequence(), batch.lastSequence())) {
            case ProducerStates.Verdict.InOrder ignored -> write(append);
            case ProducerStates.Verdict.Duplicate duplicate ->
                answerWhenSafe(
                        duplicate.lastOffset(),
                        new Appended(duplicate.firstOffset(), -1, log.view().logStartOffset()),
                        append.done());
            case ProducerStates.Verdict.OutOfOrder outOfOrder ->
                append.done().accept(new Refused(Refusal.OUT_OF_ORDER_SEQUENCE, outOfOrder.reason()));
            case ProducerStates.Verdict.StaleEpoch stale ->
                append.done().accept(new Refused(Refusal.STALE_PRODUCER_EPOCH, stale.reason()));
        }
    }

    private void write(Append append) {
        long nowMs = shard.nowMs();
        long baseOffset = log.end().offset();
        long lastOffset = baseOffset + batch.lastOffsetDelta();
        long stampMs = -1;
        if (settings.stampAppendTime()) {
            stampMs = nowMs;
            batch.setAppendTime(nowMs);
        }
        AppendResult result;
        try {
            result = log.append(append.batch(), baseOffset, leaderEpoch, nowMs);
            hasRoom();
        } catch (DiskFullException e) {
            hasNoRoom(append);
            return;
        } catch (IOException e) {
            append.done().accept(new Refused(Refusal.STORAGE_ERROR, "the write failed"));
            goOffline("write failed: " + e.getMessage());
            return;
        }
        remember(producers, batch, baseOffset, nowMs);
        if (guard != null) {
            guard.appended(append.batch());
        }
        append.written().run();
        if (result.rolled()) {
            shard.housekeeping().segmentRolled(this);
        }
        Appended outcome = new Appended(baseOffset, stampMs, log.view().logStartOffset());
        if (settings.syncBeforeAck()) {
            shard.groupCommit().wants(this);
            answerWhenSafe(lastOffset, outcome, append.done());
        } else {
            syncLazily();
            advanceHighWatermark(log.end());
            append.done().accept(outcome);
        }
    }

    /// Reads go on, and so do writes once there is room. A resident that could not write down what it decided is of no
    /// use any more: the partition has to be opened again with a new one.
    private void hasNoRoom(Append append) {
        append.done().accept(new Refused(Refusal.STORAGE_ERROR, "the disk is full"));
        if (seat != null) {
            goOffline("the disk is full");
        } else if (!full) {
            full = true;
            LOG.error("partition={} refuses writes: the disk is full; reads go on", handle.id());
        }
    }

    private void hasRoom() {
        if (full) {
            full = false;
            LOG.info("partition={} takes writes again", handle.id());
        }
    }

    static void remember(ProducerStates producers, Batch batch, long baseOffset, long nowMs) {
        if (batch.hasProducerId()) {
            producers.appended(
                    batch.producerId(),
                    batch.producerEpoch(),
                    batch.baseSequence(),
                    batch.lastSequence(),
                    baseOffset,
                    baseOffset + batch.lastOffsetDelta(),
                    nowMs);
        }
    }

    private void answerWhenSafe(long lastOffset, Appended outcome, Consumer<AppendOutcome> done) {
        if (lastOffset < highWatermark.offset()) {
            done.accept(outcome);
        } else {
            acks.addLast(new WaitingAck(lastOffset, outcome, done));
        }
    }

    private void syncLazily() {
        if (!lazySyncScheduled) {
            lazySyncScheduled = true;
            shard.schedule(LAZY_SYNC_MS, () -> {
                lazySyncScheduled = false;
                if (online) {
                    shard.groupCommit().wants(this);
                }
            });
        }
    }

    /// What the next sync has to make durable.
    SyncPoint unsynced() {
        return log.dirty();
    }

    void synced(SyncPoint point) {
        log.completed(point);
        if (online && point.end().offset() > highWatermark.offset()) {
            advanceHighWatermark(point.end());
        }
    }

    private void advanceHighWatermark(LogPosition position) {
        highWatermark = position;
        publish();
        while (!acks.isEmpty() && acks.getFirst().offset() < position.offset()) {
            WaitingAck ack = acks.removeFirst();
            ack.done().accept(ack.outcome());
        }
        tellDataWaiters();
    }

    /// Whether clients may change it: it works, and its topic is not in the bin.
    boolean serves() {
        return online && !handle.isResting();
    }

    boolean isResting() {
        return handle.isResting();
    }

    /// Its topic is in the bin from now on; what was appended before is still made durable and answered.
    void rested() {
        tellDataWaiters();
    }

    private void tellDataWaiters() {
        for (Iterator<DataWaiter> waiters = dataWaiters.iterator(); waiters.hasNext(); ) {
            DataWaiter waiter = waiters.next();
            if (!waiter.done()) {
                waiter.look();
            }
            if (waiter.done()) {
                waiters.remove();
            }
        }
    }

    /// Parks a fetch that found nothing at `offset`, after looking once more: it may have been overtaken on its way
    /// here.
    void await(long offset, DataWaiter waiter) {
        dataWaiters.removeIf(DataWaiter::done);
        if (!online || handle.isResting() || highWatermark.offset() > offset) {
            waiter.look();
        }
        if (!waiter.done()) {
            dataWaiters.add(waiter);
        }
    }

    void change(PartitionSettings newest) {
        boolean weaker = settings.syncBeforeAck() && !newest.syncBeforeAck();
        settings = newest;
        log.change(newest.log());
        if (weaker) {
            syncLazily();
        }
        publish();
    }

    /// The log begins at the end of a move from now on.
    void moved(StartMove move) {
        log.moved(move);
        publish();
    }

    /// Whether retention may take records.
    boolean expires() {
        return settings.log().cleanupPolicy().deletes()
                && log.end().offset() > log.view().logStartOffset();
    }

    boolean remembersProducers() {
        return producers.size() > 0;
    }

    /// Whether a snapshot of producers waits for its turn: it will see the newest state.
    boolean snapshotWaits() {
        return snapshotWaits;
    }

    void snapshotWaits(boolean waits) {
        snapshotWaits = waits;
    }

    void expireProducers(long idleMs) {
        producers.expire(shard.nowMs() - idleMs);
    }

    /// The producers' states as they are at the log's end.
    ByteBuffer producerSnapshot() {
        return producers.snapshot(log.end().offset());
    }

    void publish() {
        handle.publish(new PartitionView(leaderEpoch, highWatermark, log.view(), settings));
    }

    void goOffline(String reason) {
        if (online) {
            LOG.error("partition={} went off-line: {}", handle.id(), reason);
            log.fail(reason);
            stop(new Refused(Refusal.STORAGE_ERROR, reason));
            shard.reopening().wentOffline(this);
        }
    }

    /// Ends everything that waits; the log stays open for its last sync.
    void close(Refused answer) {
        stop(answer);
        dataWaiters.clear();
    }

    private void stop(Refused answer) {
        online = false;
        handle.publish(null);
        shard.groupCommit().forget(this);
        acks.forEach(ack -> ack.done().accept(answer));
        acks.clear();
        tellDataWaiters();
        if (seat != null) {
            seat.resign();
        }
    }
}
