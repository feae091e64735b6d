package io.naru.broker.group.coordinator;

import io.naru.broker.metadata.Metadata;
import io.naru.broker.partition.Resident;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A shard with one coordinator, turned by hand: the clock moves when told, appends are committed or fail when told,
/// and a crash leaves what was committed, and as much of the rest as told.
public final class SteppedHost {
    private static final long EPOCH_MS = 1_700_000_000_000L;

    private final GroupSettings settings;
    private final Metadata metadata;
    private final List<Resident.Entry> log = new ArrayList<>();
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>(Comparator.comparingLong(Alarm::atMs).thenComparingLong(Alarm::number));
    private GroupCoordinator coordinator;
    private boolean commitsAtOnce = true;
    private long nowMs = 1_000;
    private long alarmsSet;

    public SteppedHost(GroupSettings settings, Metadata metadata) {
        this.settings = settings;
        this.metadata = metadata;
        this.coordinator = load();
    }

    public GroupCoordinator coordinator() {
        return coordinator;
    }

    long wallMs() {
        return EPOCH_MS + nowMs;
    }

    long nowMs() {
        return nowMs;
    }

    List<Resident.Entry> log() {
        return log;
    }

    /// From now on appends wait for [#commit] or [#failAppends].
    void holdCommits() {
        commitsAtOnce = false;
    }

    int pendingAppends() {
        return pending.size();
    }

    void commitOne() {
        commit(pending.remove());
    }

    void commit() {
        while (!pending.isEmpty()) {
            commitOne();
        }
    }

    void commitAlways() {
        commit();
        commitsAtOnce = true;
    }

    /// The disk refuses; the partition gives up its resident and gets a new one.
    void failAppends() {
        Optional.ofNullable(pending.poll()).ifPresent(first -> first.done().failed("disk full"));
        pending.clear();
        restart();
    }

    /// The resident goes and comes again, with nothing lost.
    void restart() {
        coordinator.resigned();
        coordinator = load();
    }

    /// The process dies with the first `survivors` of the uncommitted appends on disk; nobody gets an answer.
    void crash(int survivors) {
        for (int i = 0; i < survivors && !pending.isEmpty(); i++) {
            log.addAll(pending.remove().entries());
        }
        pending.clear();
        coordinator = load();
    }

    public void advanceMs(long ms) {
        long untilMs = nowMs + ms;
        while (!alarms.isEmpty() && alarms.element().atMs() <= untilMs) {
            Alarm alarm = alarms.remove();
            nowMs = Math.max(nowMs, alarm.atMs());
            alarm.action().run();
        }
        nowMs = untilMs;
    }

    private GroupCoordinator load() {
        alarms.clear();
        GroupCoordinator fresh = replayed();
        fresh.loaded(new Host());
        return fresh;
    }

    /// A coordinator that has read the log and not begun.
    GroupCoordinator replayed() {
        var fresh = new GroupCoordinator(settings, metadata);
        for (int offset = 0; offset < log.size(); offset++) {
            Resident.Entry entry = log.get(offset);
            byte[] value = entry.value();
            fresh.replay(offset, wallMs(), ByteBuffer.wrap(entry.key()), value == null ? null : ByteBuffer.wrap(value));
        }
        return fresh;
    }

    private void commit(Pending append) {
        log.addAll(append.entries());
        append.done().committed(log.size() - 1L);
    }

    private record Pending(List<Resident.Entry> entries, Resident.Completion done) {}

    private record Alarm(long atMs, long number, Runnable action) {}

    private final class Host implements Resident.Host {
        @Override
        public long nowMs() {
            return wallMs();
        }

        @Override
        public long monotonicMs() {
            return nowMs;
        }

        @Override
        public void append(List<Resident.Entry> entries, Resident.Completion done) {
            var append = new Pending(List.copyOf(entries), done);
            if (commitsAtOnce) {
                commit(append);
            } else {
                pending.add(append);
            }
        }

        @Override
        public Resident.Timer schedule(long delayMs, Runnable action) {
            var alarm = new Alarm(nowMs + delayMs, alarmsSet++, action);
            alarms.add(alarm);
            return () -> alarms.remove(alarm);
        }

        @Override
        public <T> void offload(Supplier<T> job, Consumer<T> then) {
            then.accept(job.get());
        }
    }
}
