package io.naru.broker.tenancy.desired;

import io.naru.broker.environment.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the controller has been told of logical clusters, and what it refused: that is told again, ever less often,
/// until it is taken or something newer is wanted. Only the follower's thread comes here; answers are handed over
/// through `post`.
final class ClusterWishes {
    private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(200).toNanos();
    private static final long LONGEST_PAUSE_NANOS = Duration.ofSeconds(30).toNanos();
    private static final Logger LOG = LoggerFactory.getLogger(ClusterWishes.class);

    private final Clock clock;
    private final ClusterStates states;
    private final Consumer<Runnable> post;

    /// Clusters whose wish was refused; one a cluster, so that their number is bounded by what desired state holds.
    private final Map<String, Refused> refused = new HashMap<>();

    private final Map<String, Long> newest = new HashMap<>();
    private long wishes;
    private long nextDueNanos = Long.MAX_VALUE;

    private record Refused(LogicalCluster cluster, long pauseNanos, long dueNanos) {}

    ClusterWishes(Clock clock, ClusterStates states, Consumer<Runnable> post) {
        this.clock = clock;
        this.states = states;
        this.post = post;
    }

    void tell(LogicalCluster cluster) {
        refused.remove(cluster.id());
        tell(cluster, FIRST_PAUSE_NANOS);
    }

    private void tell(LogicalCluster cluster, long pauseNanos) {
        long number = ++wishes;
        newest.put(cluster.id(), number);
        ClusterStates.Answer answer = refusal -> post.accept(() -> answered(number, cluster, pauseNanos, refusal));
        switch (cluster.status()) {
            case ACTIVE -> states.active(cluster.id(), answer);
            case DELETING -> states.deleting(cluster.id(), cluster.deletingSinceMs(), answer);
            case UNKNOWN -> {
                newest.remove(cluster.id());
                LOG.warn("the status of {} is one of a later release: nobody may enter it", cluster.id());
            }
        }
    }

    private void answered(long number, LogicalCluster cluster, long pauseNanos, @Nullable String refusal) {
        if (!newest.remove(cluster.id(), number) || refusal == null) {
            return;
        }
        if (pauseNanos == FIRST_PAUSE_NANOS) {
            LOG.warn("{} can't become {}, tried again until it can: {}", cluster.id(), cluster.status(), refusal);
        }
        long dueNanos = clock.nanos() + pauseNanos;
        refused.put(cluster.id(), new Refused(cluster, pauseNanos, dueNanos));
        nextDueNanos = Math.min(nextDueNanos, dueNanos);
    }

    /// Tells again what is due.
    int advance() {
        long now = clock.nanos();
        if (now < nextDueNanos) {
            return 0;
        }
        nextDueNanos = Long.MAX_VALUE;
        int told = 0;
        for (Refused each : refused.values().toArray(Refused[]::new)) {
            if (now >= each.dueNanos()) {
                refused.remove(each.cluster().id());
                tell(each.cluster(), Math.min(2 * each.pauseNanos(), LONGEST_PAUSE_NANOS));
                told++;
            } else {
                nextDueNanos = Math.min(nextDueNanos, each.dueNanos());
            }
        }
        return told;
    }

    long nextDeadlineNanos() {
        return nextDueNanos;
    }
}
