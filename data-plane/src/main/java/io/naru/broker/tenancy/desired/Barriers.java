package io.naru.broker.tenancy.desired;

import io.naru.broker.environment.Clock;
import io.naru.broker.systemtopic.LogEnd;
import io.naru.broker.systemtopic.SystemLog;
import io.naru.broker.tenancy.BarrierOutcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Those who wait until everything written before they came is applied. They share a question to the leader that is
/// asked after they came; whoever comes while one is under way waits for the next. Only the follower's thread comes
/// here.
final class Barriers {
    /// A question that is not answered by then does not hold up the next.
    private static final long PATIENCE_NANOS = Duration.ofMillis(250).toNanos();

    private static final long RETRY_NANOS = Duration.ofMillis(25).toNanos();

    private final Clock clock;
    private final SystemLog log;
    private final TopicReader reader;
    private final Consumer<Runnable> post;
    private final long timeoutNanos;

    private Deque<Waiter> unasked = new ArrayDeque<>();
    private final List<Question> questions = new ArrayList<>();
    private long askAgainNanos;

    Barriers(Clock clock, SystemLog log, TopicReader reader, Duration timeout, Consumer<Runnable> post) {
        this.clock = clock;
        this.log = log;
        this.reader = reader;
        this.post = post;
        this.timeoutNanos = timeout.toNanos();
        this.askAgainNanos = clock.nanos();
    }

    private record Waiter(Consumer<BarrierOutcome> then, long deadlineNanos) {}

    private static final class Question {
        final Deque<Waiter> waiters;
        final long askedNanos;
        /// The topic that answered, null before.
        @Nullable
        UUID topic;

        long end;

        Question(Deque<Waiter> waiters, long askedNanos) {
            this.waiters = waiters;
            this.askedNanos = askedNanos;
        }
    }

    /// @param cameNanos when the waiting began
    void add(Consumer<BarrierOutcome> then, long cameNanos) {
        unasked.add(new Waiter(then, cameNanos + timeoutNanos));
    }

    int advance() {
        long now = clock.nanos();
        return ask(now) + complete() + giveUp(now);
    }

    private int ask(long now) {
        if (unasked.isEmpty() || now - askAgainNanos < 0) {
            return 0;
        }
        for (Question question : questions) {
            if (question.topic == null && now - question.askedNanos < PATIENCE_NANOS) {
                return 0;
            }
        }
        Question question = new Question(unasked, now);
        unasked = new ArrayDeque<>();
        questions.add(question);
        long askedAt = reader.nextOffset();
        log.end(
                end -> post.accept(() -> answered(question, end, askedAt)),
                () -> post.accept(() -> unanswered(question)));
        return 1;
    }

    private void answered(Question question, LogEnd end, long askedAt) {
        reader.learnEnd(end.topic(), end.offset(), askedAt);
        question.topic = end.topic();
        question.end = end.offset();
    }

    private void unanswered(Question question) {
        if (questions.remove(question)) {
            askAgain(question);
            askAgainNanos = clock.nanos() + RETRY_NANOS;
        }
    }

    private int complete() {
        int completed = 0;
        for (Iterator<Question> each = questions.iterator(); each.hasNext(); ) {
            Question question = each.next();
            if (question.topic == null) {
                continue;
            }
            if (!question.topic.equals(reader.topic())) {
                each.remove();
                askAgain(question);
            } else if (reader.isAtItsPlace() && reader.nextOffset() >= question.end) {
                each.remove();
                question.waiters.forEach(waiter -> waiter.then().accept(BarrierOutcome.COMPLETED));
                completed += question.waiters.size();
            }
        }
        return completed;
    }

    private void askAgain(Question question) {
        while (!question.waiters.isEmpty()) {
            unasked.addFirst(question.waiters.removeLast());
        }
    }

    private int giveUp(long now) {
        int gone = giveUp(unasked, now);
        for (Iterator<Question> each = questions.iterator(); each.hasNext(); ) {
            Question question = each.next();
            gone += giveUp(question.waiters, now);
            if (question.waiters.isEmpty()) {
                each.remove();
            }
        }
        return gone;
    }

    /// Waiters stand in the order they came, so the first one's time is up first.
    private static int giveUp(Deque<Waiter> waiters, long now) {
        int gone = 0;
        for (Waiter first = waiters.peekFirst(); first != null; first = waiters.peekFirst()) {
            if (now - first.deadlineNanos() < 0) {
                break;
            }
            waiters.removeFirst();
            first.then().accept(BarrierOutcome.TIMED_OUT);
            gone++;
        }
        return gone;
    }

    long nextDeadlineNanos() {
        long next = Long.MAX_VALUE;
        Waiter first = unasked.peekFirst();
        if (first != null) {
            next = Math.min(first.deadlineNanos(), Math.max(askAgainNanos, clock.nanos() + RETRY_NANOS));
        }
        for (Question question : questions) {
            Waiter earliest = question.waiters.peekFirst();
            if (earliest != null) {
                next = Math.min(next, earliest.deadlineNanos());
            }
        }
        return next;
    }
}
