package io.naru.broker.runtime;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What one broker is told. Every value has a key in [ConfigKey], with its default and meaning.
///
/// @param clientTls null for plaintext, which only a loopback listener may be
/// @param metricsListener null for none
/// @param testListener null for none; loopback only
/// @param shardThreads threads that own partitions
/// @param tokenRootKey PEM file of the Ed25519 key that signs tokens; null refuses every token
public record BrokerConfig(
        int brokerId,
        String cellId,
        Path dataDirectory,
        InetSocketAddress clientListener,
        HostPort clientAdvertised,
        @Nullable Tls clientTls,
        InetSocketAddress systemListener,
        Path cellSecretFile,
        @Nullable InetSocketAddress metricsListener,
        @Nullable Path tokenRootKey,
        @Nullable TestListener testListener,
        long clusterDeletionGraceMs,
        long topicBinRetentionMs,
        int shardThreads) {

    public record HostPort(String host, int port) {}

    /// PEM files, read again when they change.
    public record Tls(Path certificate, Path key) {}

    /// A door without log-in, for client test suites.
    ///
    /// @param cluster the logical cluster everybody behind it is in
    public record TestListener(InetSocketAddress address, String cluster) {}
}
