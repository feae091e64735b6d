package io.naru.broker.controller;

import io.naru.broker.environment.Clock;
import io.naru.broker.metadata.ClusterState;
import io.naru.broker.metadata.MetadataImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pcollections.PMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends logical clusters whose grace period is over: their topics first (`PurgeCluster`), then their
/// groups and offsets ([ClusterPurge]), then `ConfirmPurge`. Each step is found again in the image, so a
/// crash between two repeats one.
final class Purges {
    private static final Logger LOG = LoggerFactory.getLogger(Purges.class);
    private static final int AT_ONCE = 4;
    private static final long RETRY_MS = 10_000;
    private static final long LONGEST_WAIT_MS = 60_000;

    private final Clock clock;
    private final long graceMs;
    private final Function<Command, CompletionStage<CommandResult>> submit;
    private final Runnable wake;
    private final List<ClusterPurge> others = new ArrayList<>();
    private final Map<String, Long> ending = new ConcurrentHashMap<>();
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private @Nullable PMap<String, ClusterState> seen;
    private long nextDeadlineNanos = Long.MAX_VALUE;

    Purges(Clock clock, long graceMs, Function<Command, CompletionStage<CommandResult>> submit, Runnable wake) {
        this.clock = clock;
        this.graceMs = graceMs;
        this.submit = submit;
        this.wake = wake;
    }

    void with(ClusterPurge purge) {
        others.add(purge);
    }

    /// Notes which clusters have to end, and when.
    @SuppressWarnings("ReferenceEquality") // an unchanged map is the same one; comparing contents would cost more
    void changed(MetadataImage image) {
        PMap<String, ClusterState> clusters = image.clusters();
        if (clusters == seen) {
            return;
        }
        seen = clusters;
        ending.keySet().retainAll(clusters.keySet());
        clusters.forEach((cluster, state) -> {
            switch (state) {
                case ClusterState.Deleting deleting -> ending.put(cluster, deleting.sinceMs() + graceMs);
                case ClusterState.Purging _ -> ending.putIfAbsent(cluster, 0L);
                case ClusterState.Active _, ClusterState.Purged _ -> ending.remove(cluster);
            }
        });
    }

    /// Takes the next step for the clusters that are due.
    int advance(MetadataImage image) {
        nextDeadlineNanos = Long.MAX_VALUE;
        int begun = 0;
        long nowMs = clock.wallMs();
        for (Map.Entry<String, Long> end : ending.entrySet()) {
            String cluster = end.getKey();
            long waitMs = end.getValue() - nowMs;
            if (underWay.contains(cluster)) {
                continue;
            }
            if (waitMs <= 0 && underWay.size() < AT_ONCE) {
                underWay.add(cluster);
                purge(cluster, image.clusters().get(cluster));
                begun++;
            } else {
                waitAtMost(Math.max(1, waitMs));
            }
        }
        return begun;
    }

    long nextDeadlineNanos() {
        return nextDeadlineNanos;
    }

    private void purge(String cluster, @Nullable ClusterState state) {
        CompletionStage<CommandResult> step = state instanceof ClusterState.Purging
                ? purgeOthers(cluster).thenCompose(_ -> submit.apply(new Command.ConfirmPurge(cluster)))
                : submit.apply(new Command.PurgeCluster(cluster, graceMs));
        step.whenComplete((result, failed) -> {
            if (!(result instanceof CommandResult.Applied)) {
                LOG.warn("Purging a cluster failed and is tried again: cluster={} result={}", cluster, result, failed);
                ending.computeIfPresent(cluster, (_, _) -> clock.wallMs() + RETRY_MS);
            }
            underWay.remove(cluster);
            wake.run();
        });
    }

    private CompletionStage<Void> purgeOthers(String cluster) {
        return CompletableFuture.allOf(others.stream()
                .map(other -> other.purge(cluster).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }

    private void waitAtMost(long waitMs) {
        long nanos = TimeUnit.MILLISECONDS.toNanos(Math.min(waitMs, LONGEST_WAIT_MS));
        nextDeadlineNanos = Math.min(nextDeadlineNanos, clock.nanos() + nanos);
    }
}
