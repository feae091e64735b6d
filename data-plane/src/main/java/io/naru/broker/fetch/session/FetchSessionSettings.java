package io.naru.broker.fetch.session;

/// How much the broker remembers for its consumers. Whoever finds no room is answered without a session, which every
/// client copes with.
///
/// @param maxSessions of the broker
/// @param maxPartitions cached by all sessions together; one takes about 70 bytes
/// @param maxSessionsOfCluster of one logical cluster
/// @param maxPartitionsOfCluster cached by the sessions of one logical cluster
/// @param evictionMs a session unused for so long gives way to any other, a younger one to none
public record FetchSessionSettings(
        int maxSessions, int maxPartitions, int maxSessionsOfCluster, int maxPartitionsOfCluster, long evictionMs) {
    public static final FetchSessionSettings DEFAULT =
            new FetchSessionSettings(10_000, 500_000, 2_500, 125_000, 120_000);
}
