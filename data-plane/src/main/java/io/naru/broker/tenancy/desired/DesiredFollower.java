package io.naru.broker.tenancy.desired;

import io.naru.broker.disk.Disk;
import io.naru.broker.environment.Agent;
import io.naru.broker.environment.Clock;
import io.naru.broker.environment.Environment;
import io.naru.broker.environment.Threads;
import io.naru.broker.systemtopic.MalformedJson;
import io.naru.broker.systemtopic.SystemLog;
import io.naru.broker.systemtopic.SystemRecord;
import io.naru.broker.tenancy.BarrierOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows `__naru_desired` and acts on it. The state is published by one volatile write and read from any thread; all
/// else happens on the agent's own thread.
public final class DesiredFollower implements Agent {
    /// More than that many at once wait for no barrier: they are sent away to try again.
    private static final int MOST_WAITING = 50_000;

    private static final Logger LOG = LoggerFactory.getLogger(DesiredFollower.class);

    private final Clock clock;
    private final SystemLog log;
    private final ClusterWishes clusterWishes;
    private final TopicWishes topicWishes;
    private final DesiredSnapshot snapshot;
    private final TopicReader reader;
    private final Barriers barriers;
    private final Revocations revocations;
    private final SnapshotWriter writer;
    private final long isolationNanos;

    /// Bounded by what its senders have under way: one read, one save, few questions, [#MOST_WAITING] waiters,
    /// one wish a cluster.
    private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();

    private final AtomicInteger waiting = new AtomicInteger();
    private final Set<String> kindsSeen = new HashSet<>();
    private long nextExpiryMs = Long.MAX_VALUE;
    private long expiredUpToMs;

    private volatile DesiredState state = DesiredState.EMPTY;
    private volatile boolean isolated;
    private volatile Threads.@Nullable Running running;

    public DesiredFollower(
            Environment environment,
            Disk disk,
            Path snapshotFile,
            FollowerSettings settings,
            SystemLog log,
            ConnectionCloser closer,
            ClusterStates clusterStates,
            TopicWishes topicWishes,
            RevocationListener revocationListener) {
        this.clock = environment.clock();
        this.log = log;
        this.topicWishes = topicWishes;
        this.clusterWishes = new ClusterWishes(clock, clusterStates, this::post);
        this.isolationNanos = settings.isolationTimeout().toNanos();
        this.snapshot = new DesiredSnapshot(disk, snapshotFile);
        this.reader = new TopicReader(clock, log, settings.pollInterval(), this::post, new FromTopic());
        this.barriers = new Barriers(clock, log, reader, settings.barrierTimeout(), this::post);
        this.revocations = new Revocations(clock, closer, revocationListener, this::post);
        this.writer = new SnapshotWriter(
                clock,
                snapshot,
                environment.threads().background("naru-desired-snapshot", 1),
                settings.snapshotInterval(),
                this::post,
                () -> new DesiredSnapshot.Content(reader.topic(), reader.place(), state));
    }

    /// Takes the state from the snapshot, so that clients can be served before the topic is there. Called once, before
    /// the agent starts.
    public void open() throws IOException {
        DesiredSnapshot.Content content = snapshot.load();
        reader.resume(content.topic(), content.place());
        state = content.state();
        expiredUpToMs = clock.wallMs();
        for (LogicalCluster cluster : state.clusters().values()) {
            clusterWishes.tell(cluster);
        }
        state.topicWishes().forEach(topicWishes::wish);
        for (ApiKey key : state.apiKeys().values()) {
            noteExpiry(key);
            if (key.status() == ApiKey.Status.REVOKED) {
                revocations.keyRevoked(key, writer.savedChanges());
            }
        }
        log.whenCommitted(() -> post(reader::hint));
    }

    /// Tells the agent how it is woken; called once when it has been started.
    public void runsAs(Threads.Running thread) {
        running = thread;
        thread.wake();
    }

    /// The newest state applied. Hold it for the length of one decision.
    public DesiredState state() {
        return state;
    }

    /// The topic's leader has been silent for so long that a revocation may have been missed: tenants stay out.
    public boolean isIsolated() {
        return isolated;
    }

    /// Runs `then`, on any thread, once everything written before this call is applied, or when that took too long.
    public void barrier(Consumer<BarrierOutcome> then) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            then.accept(BarrierOutcome.TIMED_OUT);
            return;
        }
        long cameNanos = clock.nanos();
        post(() -> barriers.add(
                outcome -> {
                    waiting.decrementAndGet();
                    then.accept(outcome);
                },
                cameNanos));
    }

    @Override
    public String name() {
        return "naru-desired";
    }

    @Override
    public int doWork() {
        return takeMessages()
                + barriers.advance()
                + reader.advance()
                + clusterWishes.advance()
                + closeExpired()
                + watchTheLeader()
                + writer.advance()
                + revocations.advance(writer.savedChanges());
    }

    @Override
    public long nextDeadlineNanos() {
        long next = Math.min(barriers.nextDeadlineNanos(), reader.nextDeadlineNanos());
        next = Math.min(next, Math.min(writer.nextDeadlineNanos(), revocations.nextDeadlineNanos()));
        next = Math.min(next, clusterWishes.nextDeadlineNanos());
        return isolated ? next : Math.min(next, reader.lastContactNanos() + isolationNanos);
    }

    @Override
    public void onStop() {
        takeMessages();
        writer.finish();
    }

    private void post(Runnable message) {
        inbox.add(message);
        Threads.Running thread = running;
        if (thread != null) {
            thread.wake();
        }
    }

    private int takeMessages() {
        int taken = 0;
        for (Runnable message = inbox.poll(); message != null; message = inbox.poll()) {
            message.run();
            taken++;
        }
        return taken;
    }

    private void apply(SystemRecord record) {
        DesiredRecord parsed;
        try {
            parsed = DesiredRecord.parse(record.key(), record.value());
        } catch (MalformedJson e) {
            LOG.error("the record at offset {} of desired state is left out: {}", record.offset(), e.getMessage());
            return;
        }
        DesiredState before = state;
        boolean news = before.isNews(parsed);
        if (news || before.unconfirmed().contains(parsed.key())) {
            state = before.after(parsed);
            long change = writer.changed();
            if (news) {
                act(parsed, change);
            }
        }
    }

    private void act(DesiredRecord record, long change) {
        switch (record) {
            case DesiredRecord.OfCluster it -> {
                clusterWishes.tell(it.cluster());
                if (!it.cluster().isActive()) {
                    revocations.clusterGone(it.cluster().id());
                }
            }
            case DesiredRecord.OfApiKey it -> changed(it.apiKey(), change);
            case DesiredRecord.OfTokenKey it -> {
                if (!it.tokenKey().active()) {
                    revocations.tokenKeyGone(it.tokenKey().kid());
                    writer.hurry();
                }
            }
            case DesiredRecord.OfRole _ -> {
                // Rights are looked up with every request.
            }
            case DesiredRecord.OfTopicWish it -> topicWishes.wish(it.wish());
            case DesiredRecord.OfUnknownKind it -> {
                if (kindsSeen.add(it.kind())) {
                    LOG.info("desired state has records of kind {}, which this release only keeps", it.kind());
                }
            }
            case DesiredRecord.Tombstone it -> gone(it);
        }
    }

    private void changed(ApiKey key, long change) {
        noteExpiry(key);
        switch (key.status()) {
            case ACTIVE -> {}
            case REVOKED -> {
                revocations.keyRevoked(key, change);
                writer.hurry();
            }
            case UNKNOWN -> revocations.keyGone(key.id());
        }
    }

    private void gone(DesiredRecord.Tombstone tombstone) {
        switch (tombstone.kind()) {
            case "lkc" -> revocations.clusterGone(tombstone.id());
            case "api_key" -> revocations.keyGone(tombstone.id());
            case "token_key" -> revocations.tokenKeyGone(tombstone.id());
            default -> {}
        }
        writer.hurry();
    }

    private void noteExpiry(ApiKey key) {
        if (key.expiresMs() > expiredUpToMs) {
            nextExpiryMs = Math.min(nextExpiryMs, key.expiresMs());
        }
    }

    private int closeExpired() {
        long nowMs = clock.wallMs();
        if (nowMs < nextExpiryMs) {
            return 0;
        }
        long before = expiredUpToMs;
        expiredUpToMs = nowMs;
        nextExpiryMs = Long.MAX_VALUE;
        for (ApiKey key : state.apiKeys().values()) {
            if (key.expiresMs() > before && key.expiresMs() <= nowMs) {
                revocations.keyGone(key.id());
            }
            noteExpiry(key);
        }
        return 1;
    }

    private int watchTheLeader() {
        boolean silent = clock.nanos() - reader.lastContactNanos() >= isolationNanos;
        if (silent == isolated) {
            return 0;
        }
        isolated = silent;
        if (silent) {
            LOG.warn("the leader of desired state has been silent for too long: tenants' connections are closed");
            revocations.everyTenant();
        } else {
            LOG.info("the leader of desired state answers again: tenants may enter");
        }
        return 1;
    }

    private final class FromTopic implements TopicReader.Listener {
        @Override
        public void records(List<SystemRecord> records) {
            records.forEach(DesiredFollower.this::apply);
        }

        @Override
        public void lost() {
            int kept = state.records().size();
            if (kept > 0) {
                LOG.warn(
                        "the topic of desired state is not as it was read: its {} resources are kept and it is read anew",
                        kept);
                state = state.afterLoss();
            }
            // a crash must not fall back to a place in the topic that means something else by now
            writer.changed();
            writer.hurry();
        }
    }
}
