package io.naru.broker.network;

/// The bounds of a broker's network.
///
/// @param eventLoops threads that serve connections
/// @param maxRequestBytes the largest frame taken from an authenticated connection (`socket.request.max.bytes`)
/// @param maxUnauthenticatedRequestBytes the largest frame before authentication
/// @param maxOtherRequestBytes the largest frame that is not a Produce: decoded fields weigh many times their
/// bytes
/// @param requestMemoryBytes what all frames that are being received or handled may hold together; those of
///     one logical cluster half of it
/// @param maxPipelinedRequests requests of one connection, waiting or under way, before it is no longer read
/// @param maxPipelinedBytes bytes of those requests before it is no longer read
/// @param maxUnsentBytes response bytes of one connection before its next request has to wait
/// @param maxIdleMs after which a silent connection is closed (`connections.max.idle.ms`)
/// @param maxHandshakeMs after which a connection that is not authenticated, or stalls within a frame, is closed
/// @param failedAuthenticationDelayMs from a refusal to the close
/// @param maxConnectionsPerListener further ones are closed at once
/// @param maxConnectionsPerCluster of one logical cluster; further ones are closed once they are authenticated
/// @param tlsReloadMs how often certificate files are looked at
public record NetworkSettings(
        int eventLoops,
        int maxRequestBytes,
        int maxUnauthenticatedRequestBytes,
        int maxOtherRequestBytes,
        long requestMemoryBytes,
        int maxPipelinedRequests,
        int maxPipelinedBytes,
        int maxUnsentBytes,
        long maxIdleMs,
        long maxHandshakeMs,
        long failedAuthenticationDelayMs,
        int maxConnectionsPerListener,
        int maxConnectionsPerCluster,
        long tlsReloadMs) {
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    /// Kafka's own limits where it has one.
    public static NetworkSettings defaults() {
        return new NetworkSettings(
                Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
                100 * MIB,
                512 * KIB,
                16 * MIB,
                256L * MIB,
                100,
                4 * MIB,
                MIB,
                600_000,
                30_000,
                100,
                10_000,
                2_000,
                10_000);
    }
}
