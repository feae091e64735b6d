package io.naru.broker.tenancy.desired;

import io.naru.broker.environment.Clock;
import io.naru.broker.systemtopic.SystemLog;
import io.naru.broker.systemtopic.SystemRecord;
import io.naru.broker.systemtopic.SystemRecords;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Where the follower stands in the topic, and its one read under way. Only the follower's thread comes here; answers
/// are handed over through `post`.
final class TopicReader {
    private static final int RECORDS_PER_READ = 1_000;
    private static final long READ_TIMEOUT_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long RETRY_NANOS = Duration.ofMillis(50).toNanos();

    private final Clock clock;
    private final SystemLog log;
    private final Consumer<Runnable> post;
    private final Listener listener;
    private final long pollNanos;

    private @Nullable UUID topic;
    private TopicPlace place = TopicPlace.BEGINNING;
    private long wantedOffset;
    private long nextPollNanos;
    private long lastContactNanos;
    private boolean atItsPlace;
    private boolean reading;
    private long readNumber;
    private long readSinceNanos;

    interface Listener {
        void records(List<SystemRecord> records);

        /// The topic has lost what was read from it, or may have, or is another one: it is read from its beginning.
        void lost();
    }

    TopicReader(Clock clock, SystemLog log, Duration pollInterval, Consumer<Runnable> post, Listener listener) {
        this.clock = clock;
        this.log = log;
        this.post = post;
        this.listener = listener;
        this.pollNanos = pollInterval.toNanos();
        this.nextPollNanos = clock.nanos();
        this.lastContactNanos = clock.nanos();
    }

    void resume(@Nullable UUID fromTopic, TopicPlace from) {
        topic = fromTopic;
        place = from;
    }

    @Nullable
    UUID topic() {
        return topic;
    }

    /// Everything below is applied.
    long nextOffset() {
        return place.nextOffset();
    }

    /// Whether the topic has shown that it is the one that was read: not before the first read after a start.
    boolean isAtItsPlace() {
        return atItsPlace;
    }

    TopicPlace place() {
        return place;
    }

    /// When the leader last answered anything.
    long lastContactNanos() {
        return lastContactNanos;
    }

    /// There is something new, or may be.
    void hint() {
        nextPollNanos = clock.nanos();
    }

    /// What a leader said of its end, when `askedAt` was the next offset to read.
    void learnEnd(UUID ofTopic, long end, long askedAt) {
        lastContactNanos = clock.nanos();
        notice(ofTopic, end < askedAt);
        wantedOffset = Math.max(wantedOffset, end);
        if (wantedOffset > place.nextOffset()) {
            hint();
        }
    }

    int advance() {
        long now = clock.nanos();
        if (reading && now - readSinceNanos > READ_TIMEOUT_NANOS) {
            reading = false;
        }
        if (reading || now - nextPollNanos < 0) {
            return 0;
        }
        read(now);
        return 1;
    }

    long nextDeadlineNanos() {
        return reading ? readSinceNanos + READ_TIMEOUT_NANOS + 1 : nextPollNanos;
    }

    private void read(long now) {
        reading = true;
        readSinceNanos = now;
        nextPollNanos = now + pollNanos;
        long number = ++readNumber;
        TopicPlace from = place;
        log.read(
                from.readFrom(),
                RECORDS_PER_READ,
                records -> post.accept(() -> take(number, from, records)),
                () -> post.accept(() -> retry(number)));
    }

    private void take(long number, TopicPlace from, SystemRecords read) {
        lastContactNanos = clock.nanos();
        if (number != readNumber || !reading) {
            return;
        }
        reading = false;
        if (notice(read.topic(), !from.isShownBy(read.records()) || read.endOffset() < from.nextOffset())
                || !place.equals(from)) {
            hint();
            return;
        }
        atItsPlace = true;
        List<SystemRecord> fresh = read.records().stream()
                .filter(record -> record.offset() >= from.nextOffset())
                .toList();
        for (SystemRecord record : fresh) {
            place = place.after(record);
        }
        place = place.upTo(read.nextOffset());
        listener.records(fresh);
        if (place.nextOffset() < Math.max(read.endOffset(), wantedOffset)) {
            boolean moved = place.nextOffset() > from.nextOffset();
            nextPollNanos = moved ? clock.nanos() : clock.nanos() + RETRY_NANOS;
        }
    }

    private void retry(long number) {
        if (number == readNumber && reading) {
            reading = false;
            nextPollNanos = clock.nanos() + RETRY_NANOS;
        }
    }

    /// Starts over if the topic is another one or has lost records; says whether it did.
    private boolean notice(UUID current, boolean ended) {
        if (topic == null) {
            topic = current;
            return false;
        }
        if (topic.equals(current) && !ended) {
            return false;
        }
        topic = current;
        place = TopicPlace.BEGINNING;
        wantedOffset = 0;
        listener.lost();
        hint();
        return true;
    }
}
