package io.naru.broker.metrics;

import io.naru.broker.controller.Change;
import io.naru.broker.controller.ChangeFeed;
import io.naru.broker.environment.Agent;
import io.naru.broker.environment.Clock;
import io.naru.broker.environment.Environment;
import io.naru.broker.environment.Threads;
import io.naru.broker.systemtopic.SystemLog;
import io.naru.broker.systemtopic.SystemPublisher;
import io.naru.broker.tenancy.desired.RevocationListener;
import io.naru.broker.tenancy.desired.TopicWish;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Publishes to `__naru_events` what the controller has changed, in the order of its versions, one record at a time:
/// after a failure the same record comes again, so a version is never skipped, at worst told twice. Goes on after the
/// last version found in the topic. Answers to desired
/// state (a revocation has passed, a wish is refused) go in between.
public final class EventPublisher implements Agent, ChangeFeed.Follower, RevocationListener {
    public static final String TOPIC = "__naru_events";

    private static final int MOST_WAITING = 1_024;
    private static final long RETRY_NANOS = Duration.ofMillis(100).toNanos();

    /// After that a lost answer counts as a failure.
    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

    private static final Logger LOG = LoggerFactory.getLogger(EventPublisher.class);

    private final Clock clock;
    private final int brokerId;
    private final ChangeFeed changes;
    private final SystemPublisher publisher;
    private final LastVersion lastVersion;

    private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
    private final Queue<EventRecord> answers = new ConcurrentLinkedQueue<>();
    private final Queue<EventRecord> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingCount = new AtomicInteger();

    private boolean following;
    private @Nullable EventRecord current;
    private boolean appending;
    private long attempt;
    private long appendingSinceNanos;
    private long notBeforeNanos;
    private boolean failing;
    private volatile Threads.@Nullable Running running;

    /// Publishes nothing before the agent starts.
    public EventPublisher(
            Environment environment, int brokerId, SystemLog events, ChangeFeed changes, SystemPublisher publisher) {
        this.clock = environment.clock();
        this.brokerId = brokerId;
        this.changes = changes;
        this.publisher = publisher;
        this.lastVersion = new LastVersion(clock, events, this::post);
        this.notBeforeNanos = clock.nanos();
    }

    /// Tells the agent how it is woken; called once when it has been started.
    public void runsAs(Threads.Running thread) {
        running = thread;
    }

    /// Called on the controller's thread.
    @Override
    public boolean take(Change change) {
        EventRecord record = EventRecord.of(change);
        if (record == null) {
            return true;
        }
        if (waitingCount.get() >= MOST_WAITING) {
            return false;
        }
        waitingCount.incrementAndGet();
        waiting.add(record);
        wake();
        return true;
    }

    /// Called on the controller's thread.
    @Override
    public void missed(long afterVersion, long oldestKept) {
        LOG.error(
                "the changes between version {} and {} were never published and are no longer known: "
                        + "whoever follows {} must read the present state instead",
                afterVersion,
                oldestKept,
                TOPIC);
        waitingCount.incrementAndGet();
        waiting.add(EventRecord.missed(afterVersion, oldestKept));
        wake();
    }

    /// Called on the follower's thread.
    @Override
    public void passed(String keyId, long version) {
        answers.add(EventRecord.passed(keyId, version, brokerId, clock.wallMs()));
        wake();
    }

    /// Called on any thread, once for each wish at most: their number is bounded by what desired state asks for.
    public void refused(TopicWish wish, String reason, String sentence) {
        answers.add(EventRecord.refused(wish, reason, sentence, brokerId, clock.wallMs()));
        wake();
    }

    @Override
    public String name() {
        return "naru-events";
    }

    @Override
    public int doWork() {
        return takeMessages() + follow() + append();
    }

    @Override
    public long nextDeadlineNanos() {
        if (appending) {
            return appendingSinceNanos + PATIENCE_NANOS;
        }
        long next = following ? Long.MAX_VALUE : lastVersion.nextDeadlineNanos();
        return current == null ? next : Math.min(next, notBeforeNanos);
    }

    private int takeMessages() {
        int taken = 0;
        for (Runnable message = inbox.poll(); message != null; message = inbox.poll()) {
            message.run();
            taken++;
        }
        return taken;
    }

    private int follow() {
        if (following) {
            return 0;
        }
        int done = lastVersion.advance();
        if (lastVersion.isFound()) {
            following = true;
            changes.follow(lastVersion.version(), this);
        }
        return done;
    }

    private int append() {
        long now = clock.nanos();
        if (appending && now - appendingSinceNanos >= PATIENCE_NANOS) {
            failed(attempt, "no answer came");
        }
        if (appending || now - notBeforeNanos < 0) {
            return 0;
        }
        if (current == null) {
            current = next();
        }
        if (current == null) {
            return 0;
        }
        appending = true;
        appendingSinceNanos = now;
        long number = ++attempt;
        publisher.append(TOPIC, current.key(), current.value(), new SystemPublisher.Completion() {
            @Override
            public void committed(long offset) {
                post(() -> done(number));
            }

            @Override
            public void failed(String reason) {
                post(() -> EventPublisher.this.failed(number, reason));
            }
        });
        return 1;
    }

    private @Nullable EventRecord next() {
        EventRecord answer = answers.poll();
        if (answer != null) {
            return answer;
        }
        EventRecord change = waiting.poll();
        if (change != null) {
            waitingCount.decrementAndGet();
        }
        return change;
    }

    private void done(long number) {
        if (appending && number == attempt) {
            appending = false;
            current = null;
            failing = false;
        }
    }

    private void failed(long number, String reason) {
        if (appending && number == attempt) {
            appending = false;
            notBeforeNanos = clock.nanos() + RETRY_NANOS;
            if (!failing) {
                failing = true;
                LOG.warn("an event cannot be published and is tried again: {}", reason);
            }
        }
    }

    private void post(Runnable message) {
        inbox.add(message);
        wake();
    }

    private void wake() {
        Threads.Running thread = running;
        if (thread != null) {
            thread.wake();
        }
    }
}
