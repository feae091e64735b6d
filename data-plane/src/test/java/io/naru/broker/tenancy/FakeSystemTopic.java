package io.naru.broker.tenancy;

import io.naru.broker.systemtopic.LogEnd;
import io.naru.broker.systemtopic.SystemLog;
import io.naru.broker.systemtopic.SystemPublisher;
import io.naru.broker.systemtopic.SystemRecord;
import io.naru.broker.systemtopic.SystemRecords;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/// A system topic in memory whose leader answers at once, later, or not at all.
public final class FakeSystemTopic implements SystemLog, SystemPublisher {
    private UUID id = new UUID(1, 1);
    private final List<SystemRecord> records = new ArrayList<>();
    private final Deque<Runnable> held = new ArrayDeque<>();
    private long nextOffset;
    private long nowMs;
    private boolean reachable = true;
    private boolean answersHeld;
    private boolean silent;
    private int questions;

    // ---- what a test arranges

    public void put(String key, String value) {
        records.add(new SystemRecord(nextOffset++, ++nowMs, utf8(key), utf8(value)));
    }

    public void tombstone(String key) {
        records.add(new SystemRecord(nextOffset++, ++nowMs, utf8(key), null));
    }

    /// The topic is there, but all its records are lost.
    public void empty() {
        records.clear();
        nextOffset = 0;
    }

    /// The topic was deleted and made again.
    public void makeAnew() {
        empty();
        id = new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() + 1);
    }

    /// Keeps only the newest record of each key, as compaction does.
    public void compact() {
        List<SystemRecord> newest = new ArrayList<>();
        for (SystemRecord record : records) {
            newest.removeIf(other -> text(other.key()).equals(text(record.key())));
            newest.add(record);
        }
        records.clear();
        records.addAll(newest);
    }

    /// The leader says that it cannot answer.
    public void setReachable(boolean now) {
        reachable = now;
    }

    /// The leader says nothing at all.
    public void setSilent(boolean now) {
        silent = now;
    }

    /// Answers are worked out when the question comes but arrive with [#deliver].
    public void holdAnswers() {
        answersHeld = true;
    }

    public void deliver() {
        for (Runnable answer = held.poll(); answer != null; answer = held.poll()) {
            answer.run();
        }
    }

    public void deliverFromNowOn() {
        answersHeld = false;
        deliver();
    }

    public int questions() {
        return questions;
    }

    public List<SystemRecord> records() {
        return List.copyOf(records);
    }

    public List<String> values() {
        return records.stream().map(record -> text(record.value())).toList();
    }

    // ---- SystemLog and SystemPublisher

    @Override
    public void end(Consumer<LogEnd> end, Runnable unavailable) {
        questions++;
        LogEnd now = new LogEnd(id, nextOffset);
        answer(() -> end.accept(now), unavailable);
    }

    @Override
    public void read(long fromOffset, int maxRecords, Consumer<SystemRecords> reader, Runnable unavailable) {
        List<SystemRecord> found = records.stream()
                .filter(record -> record.offset() >= fromOffset)
                .limit(maxRecords)
                .toList();
        boolean all = found.size() < maxRecords;
        long next = all ? Math.max(nextOffset, fromOffset) : found.getLast().offset() + 1;
        SystemRecords read = new SystemRecords(id, found, next, nextOffset);
        answer(() -> reader.accept(read), unavailable);
    }

    @Override
    public void whenCommitted(Runnable hint) {}

    @Override
    public void append(String topic, byte[] key, byte[] value, Completion completion) {
        if (reachable && !silent) {
            records.add(new SystemRecord(nextOffset++, ++nowMs, key, value));
        }
        long offset = nextOffset - 1;
        answer(() -> completion.committed(offset), () -> completion.failed("the leader is away"));
    }

    private void answer(Runnable answer, Runnable unavailable) {
        if (silent) {
            return;
        }
        Runnable chosen = reachable ? answer : unavailable;
        if (answersHeld) {
            held.add(chosen);
        } else {
            chosen.run();
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
