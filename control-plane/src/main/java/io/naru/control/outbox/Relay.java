package io.naru.control.outbox;

import io.micronaut.context.annotation.Context;
import io.naru.control.background.BackgroundThread;
import io.naru.control.database.RelayTransactions;
import io.naru.control.fault.FaultPoint;
import io.naru.control.fault.FaultPoints;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Publishes the outbox to the cell. Of all instances only the holder of the lease does; the lease's number goes into
/// every record, and
/// the cell refuses a lower one, so a relay that stalled and wakes again changes nothing.
@Context
public class Relay {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration RENEW_AFTER = Duration.ofSeconds(1);
    private static final Duration RECONCILE_EVERY = Duration.ofDays(1);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final UUID holder = UUID.randomUUID();
    private final RelayRepository outbox;
    private final RelayTransactions transactions;
    private final PublishedSignal signal;
    private final DesiredTopic topic;
    private final Reconciler reconciler;

    private @Nullable BackgroundThread thread;
    private Optional<Long> epoch = Optional.empty();
    private long renewedAtNanos;
    private long reconciledAtNanos;
    private boolean reconciled;
    private volatile boolean leadsOrFollows;

    /// For tests: while true, nothing is claimed and nothing published.
    private volatile boolean paused;

    Relay(
            RelayRepository outbox,
            RelayTransactions transactions,
            PublishedSignal signal,
            DesiredTopic topic,
            Reconciler reconciler) {
        this.outbox = outbox;
        this.transactions = transactions;
        this.signal = signal;
        this.topic = topic;
        this.reconciler = reconciler;
    }

    @PostConstruct
    void start() {
        thread = BackgroundThread.start("relay", this::step);
    }

    @PreDestroy
    void stop() {
        if (thread != null) {
            thread.close();
        }
        topic.close();
        try {
            transactions.run(() -> outbox.release(holder));
        } catch (RuntimeException e) {
            LOG.debug("the lease runs out by itself", e);
        }
    }

    /// Whether this instance's relay has spoken to the cell, or another instance holds the lease.
    public boolean reachesCell() {
        return leadsOrFollows;
    }

    public void pause(boolean pause) {
        paused = pause;
    }

    private void step() throws Exception {
        if (paused || !holdsLease()) {
            leadsOrFollows = !paused && epoch.isEmpty();
            signal.pause(LOOK_EVERY.toMillis());
            return;
        }
        long number = epoch.orElseThrow();
        if (!reconciled || System.nanoTime() - reconciledAtNanos > RECONCILE_EVERY.toNanos()) {
            leadsOrFollows = false;
            long raised = reconciler.run(number, this::renewLease);
            if (!epoch.equals(Optional.of(number))) {
                return;
            }
            epoch = Optional.of(raised);
            reconciled = true;
            leadsOrFollows = true;
            reconciledAtNanos = System.nanoTime();
            return;
        }
        FaultPoints.reach(FaultPoint.RELAY_BEFORE_CLAIM);
        List<RelayRepository.Row> rows = transactions.in(() -> outbox.claim(number));
        if (rows.isEmpty()) {
            signal.awaitWanted(LOOK_EVERY.toNanos());
        } else {
            FaultPoints.reach(FaultPoint.RELAY_AFTER_CLAIM);
            publish(rows, number);
        }
    }

    private boolean holdsLease() {
        if (epoch.isEmpty() || System.nanoTime() - renewedAtNanos >= RENEW_AFTER.toNanos()) {
            renewLease();
        }
        return epoch.isPresent();
    }

    private void renewLease() {
        Optional<Long> before = epoch;
        epoch = transactions.in(() -> Optional.ofNullable(outbox.lease(holder, (double) LEASE.toSeconds())));
        renewedAtNanos = System.nanoTime();
        if (epoch.isPresent() && !epoch.equals(before)) {
            LOG.info("relay holds the lease, epoch={}", epoch.get());
            reconciled = false;
        }
    }

    private void publish(List<RelayRepository.Row> rows, long number) throws InterruptedException {
        record Sent(RelayRepository.Row row, Future<?> acknowledgement) {}
        List<Sent> sent = new ArrayList<>();
        for (RelayRepository.Row row : rows) {
            sent.add(new Sent(row, topic.send(row.kind(), row.id(), row.version(), number, row.state())));
        }
        FaultPoints.reach(FaultPoint.RELAY_AFTER_SEND);
        List<RelayRepository.Row> acknowledged = new ArrayList<>();
        boolean fenced = false;
        for (Sent one : sent) {
            try {
                one.acknowledgement().get();
                acknowledged.add(one.row());
            } catch (ExecutionException e) {
                fenced |= e.getCause() instanceof PolicyViolationException;
                report(one.row(), e.getCause());
            }
        }
        FaultPoints.reach(FaultPoint.RELAY_BEFORE_MARK);
        transactions.run(() -> acknowledged.forEach(row -> outbox.markPublished(row.kind(), row.id(), row.version())));
        FaultPoints.reach(FaultPoint.RELAY_AFTER_MARK);
        if (!acknowledged.isEmpty()) {
            leadsOrFollows = true;
            signal.somethingPublished();
        }
        if (fenced) {
            startOver();
        } else if (acknowledged.size() < rows.size()) {
            leadsOrFollows = false;
            topic.reconnect();
            signal.pause(LOOK_EVERY.toMillis());
        }
    }

    private static void report(RelayRepository.Row row, @Nullable Throwable cause) {
        if (cause instanceof RetriableException) {
            LOG.debug("not acknowledged yet: {}/{}", row.kind(), row.id(), cause);
        } else {
            LOG.warn(
                    "the cell refused {}/{} version={}: {}",
                    row.kind(),
                    row.id(),
                    row.version(),
                    String.valueOf(cause));
        }
    }

    /// Another relay has a higher number, or had one before Postgres was restored: the next lease begins above it.
    private void startOver() {
        LOG.warn("relay epoch={} is refused by the cell", epoch.orElse(0L));
        transactions.run(() -> outbox.release(holder));
        epoch = Optional.empty();
        reconciled = false;
    }
}
