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

    /// The connections of one logical cluster and the memory they share.
    private record Seats(int taken, RequestMemory memory) {}

    private final Clock clock;
    private final NetworkSettings settings;
    private final RequestMemory memory;
    private final AtomicLong lastId = new AtomicLong();
    private final Set<ServerConnection> open = ConcurrentHashMap.newKeySet();
    private final Map<Listener, Integer> byListener = new EnumMap<>(Listener.class);
    private final Map<String, Seats> byCluster = new HashMap<>();
    private long refusedSinceWarning;
    private long lastWarningNanos;

    Connections(Clock clock, NetworkSettings settings, RequestMemory memory) {
        this.clock = clock;
        this.memory = memory;
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

    /// Gives the connection a seat in its logical cluster, to be left by [#left]; null if all are taken.
    ///
    /// @return what its requests are counted against
    synchronized @Nullable RequestMemory join(String cluster) {
        Seats seats = byCluster.get(cluster);
        if (seats == null) {
            seats = new Seats(0, memory.share(settings.requestMemoryBytes() / 2));
        }
        if (seats.taken() >= settings.maxConnectionsPerCluster() && !cluster.equals(Principal.SYSTEM_CLUSTER)) {
            warnOfRefusal("cluster " + cluster, seats.taken());
            return null;
        }
        byCluster.put(cluster, new Seats(seats.taken() + 1, seats.memory()));
        return seats.memory();
    }

    /// Takes a closed connection out of the counts; one that was never admitted is not in them.
    synchronized void left(ServerConnection connection, @Nullable String joinedCluster) {
        if (open.remove(connection)) {
            byListener.merge(connection.listener(), -1, Integer::sum);
        }
        if (joinedCluster != null) {
            byCluster.computeIfPresent(
                    joinedCluster,
                    (cluster, seats) -> seats.taken() == 1 ? null : new Seats(seats.taken() - 1, seats.memory()));
        }
    }

    synchronized ConnectionCounts counts() {
        Map<String, Integer> taken = new HashMap<>();
        byCluster.forEach((cluster, seats) -> taken.put(cluster, seats.taken()));
        return new ConnectionCounts(Map.copyOf(byListener), Map.copyOf(taken));
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
