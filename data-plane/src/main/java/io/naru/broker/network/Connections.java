package io.naru.broker.network;

import io.naru.broker.dispatch.Listener;
import io.naru.broker.environment.Clock;
import io.naru.broker.tenancy.Principal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All open connections, how many there may be, and how to end those of a revoked caller.
final class Connections {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
    private static final long NANOS_BETWEEN_WARNINGS = 10_000_000_000L;

    private final Clock clock;
    private final NetworkSettings settings;
    private final AtomicLong lastId = new AtomicLong();
    private final Set<ServerConnection> open = ConcurrentHashMap.newKeySet();
    private final Map<Listener, Integer> byListener = new EnumMap<>(Listener.class);
    private final Map<String, Integer> byCluster = new HashMap<>();
    private long refusedSinceWarning;
    private long lastWarningNanos;

    Connections(Clock clock, NetworkSettings settings) {
        this.clock = clock;
        this.settings = settings;
        this.lastWarningNanos = clock.nanos() - NANOS_BETWEEN_WARNINGS;
    }

    long nextId() {
        return lastId.incrementAndGet();
    }

    /// Whether the connection may stay.
    synchronized boolean admit(ServerConnection connection) {
        int before = byListener.getOrDefault(connection.listener(), 0);
        if (before >= settings.maxConnectionsPerListener()) {
            warnOfRefusal("the " + connection.listener() + " listener", before);
            return false;
        }
        byListener.put(connection.listener(), before + 1);
        open.add(connection);
        return true;
    }

    /// Whether the logical cluster may have one more connection. The caller leaves again by [#left].
    synchronized boolean join(String cluster) {
        int before = byCluster.getOrDefault(cluster, 0);
        if (before >= settings.maxConnectionsPerCluster() && !cluster.equals(Principal.SYSTEM_CLUSTER)) {
            warnOfRefusal("cluster " + cluster, before);
            return false;
        }
        byCluster.put(cluster, before + 1);
        return true;
    }

    /// Takes a closed connection out of the counts; one that was never admitted is not in them.
    synchronized void left(ServerConnection connection, @Nullable String joinedCluster) {
        if (open.remove(connection)) {
            byListener.merge(connection.listener(), -1, Integer::sum);
        }
        if (joinedCluster != null) {
            byCluster.computeIfPresent(joinedCluster, (cluster, count) -> count == 1 ? null : count - 1);
        }
    }

    synchronized ConnectionCounts counts() {
        return new ConnectionCounts(Map.copyOf(byListener), Map.copyOf(byCluster));
    }

    /// Completes with their number once all connections of matching callers are closed. One whose
    /// authentication is under way is closed when it turns out to match.
    CompletionStage<Integer> close(Predicate<Principal> revoked) {
        List<CompletableFuture<@Nullable Void>> closing = new ArrayList<>();
        for (ServerConnection connection : open) {
            if (connection.isRevokedBy(revoked)) {
                closing.add(close(connection));
            }
        }
        return CompletableFuture.allOf(closing.toArray(CompletableFuture<?>[]::new))
                .thenApply(closed -> closing.size());
    }

    CompletionStage<Integer> closeAll() {
        List<CompletableFuture<@Nullable Void>> closing = new ArrayList<>();
        open.forEach(connection -> closing.add(close(connection)));
        return CompletableFuture.allOf(closing.toArray(CompletableFuture<?>[]::new))
                .thenApply(closed -> closing.size());
    }

    private static CompletableFuture<@Nullable Void> close(ServerConnection connection) {
        CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();
        connection.channel().close().addListener(done -> closed.complete(null));
        return closed;
    }

    private void warnOfRefusal(String whose, int limit) {
        refusedSinceWarning++;
        if (clock.nanos() - lastWarningNanos >= NANOS_BETWEEN_WARNINGS) {
            LOG.warn(
                    "{} has {} connections, which is its limit; {} refused since the last warning",
                    whose,
                    limit,
                    refusedSinceWarning);
            lastWarningNanos = clock.nanos();
            refusedSinceWarning = 0;
        }
    }
}
