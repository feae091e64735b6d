package io.naru.broker.metrics;

import io.naru.broker.environment.Agent;
import io.naru.broker.environment.Clock;
import io.naru.broker.environment.Environment;
import io.naru.broker.environment.Threads;
import io.naru.broker.metadata.Metadata;
import io.naru.broker.systemtopic.Envelope;
import io.naru.broker.systemtopic.SystemPublisher;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Publishes usage to `__naru_metrics` every five seconds: cumulative counters of whatever has moved since it was last
/// published for certain. Much at once is split over several records.
public final class UsagePublisher implements Agent {
    public static final String TOPIC = "__naru_metrics";

    private static final String KIND = "usage";
    private static final long INTERVAL_NANOS = Duration.ofSeconds(5).toNanos();

    /// After that a lost answer counts as a failure.
    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

    private static final Logger LOG = LoggerFactory.getLogger(UsagePublisher.class);

    private final Clock clock;
    private final String id;
    private final long incarnation;
    private final UsageCollector collector;
    private final SystemPublisher publisher;

    /// Bounded: one append is under way at a time.
    private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();

    private final Deque<UsageReport> waiting = new ArrayDeque<>();
    private @Nullable UsageReport appending;
    private long appendingSinceNanos;
    private boolean failing;
    private long nextNanos;
    private long version;
    private volatile Threads.@Nullable Running running;

    /// Publishes nothing before the agent starts.
    ///
    /// @param connections open connections by lkc, asked on the agent's thread
    public UsagePublisher(
            Environment environment,
            int brokerId,
            UsageMeter usage,
            KeyLedger ledger,
            Metadata metadata,
            StorageSizes sizes,
            Supplier<Map<String, Integer>> connections,
            SystemPublisher publisher) {
        this.clock = environment.clock();
        this.id = "broker-" + brokerId;
        this.incarnation = clock.wallMs();
        this.collector = new UsageCollector(usage, ledger, metadata, sizes, connections);
        this.publisher = publisher;
        this.nextNanos = clock.nanos() + INTERVAL_NANOS;
    }

    /// Tells the agent how it is woken; called once when it has been started.
    public void runsAs(Threads.Running thread) {
        running = thread;
    }

    @Override
    public String name() {
        return "naru-usage";
    }

    @Override
    public int doWork() {
        return takeAnswers() + collect() + append();
    }

    @Override
    public long nextDeadlineNanos() {
        return appending == null ? nextNanos : Math.min(nextNanos, appendingSinceNanos + PATIENCE_NANOS);
    }

    private int takeAnswers() {
        int taken = 0;
        for (Runnable answer = inbox.poll(); answer != null; answer = inbox.poll()) {
            answer.run();
            taken++;
        }
        if (appending != null && clock.nanos() - appendingSinceNanos >= PATIENCE_NANOS) {
            failed(appending, "no answer came");
            taken++;
        }
        return taken;
    }

    private int collect() {
        if (clock.nanos() - nextNanos < 0) {
            return 0;
        }
        nextNanos = clock.nanos() + INTERVAL_NANOS;
        if (appending == null && waiting.isEmpty()) {
            waiting.addAll(collector.moved());
        }
        return 1;
    }

    private int append() {
        if (appending != null || waiting.isEmpty()) {
            return 0;
        }
        UsageReport report = waiting.removeFirst();
        appending = report;
        appendingSinceNanos = clock.nanos();
        long atMs = clock.wallMs();
        version = Math.max(version + 1, atMs);
        byte[] key = (KIND + "/" + id).getBytes(StandardCharsets.UTF_8);
        byte[] value = Envelope.write(KIND, id, version, json -> report.writeMembers(json, incarnation, atMs));
        publisher.append(TOPIC, key, value, new SystemPublisher.Completion() {
            @Override
            public void committed(long offset) {
                post(() -> done(report));
            }

            @Override
            public void failed(String reason) {
                post(() -> UsagePublisher.this.failed(report, reason));
            }
        });
        return 1;
    }

    private void done(UsageReport report) {
        report.committed();
        if (appending == report) {
            appending = null;
            failing = false;
        }
    }

    /// What the report says will be in a later one: counters are cumulative.
    private void failed(UsageReport report, String reason) {
        if (appending == report) {
            appending = null;
            waiting.clear();
            if (!failing) {
                failing = true;
                LOG.warn("usage cannot be published and is counted on: {}", reason);
            }
        }
    }

    private void post(Runnable answer) {
        inbox.add(answer);
        Threads.Running thread = running;
        if (thread != null) {
            thread.wake();
        }
    }
}
