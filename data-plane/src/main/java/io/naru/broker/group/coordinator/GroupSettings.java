package io.naru.broker.group.coordinator;

import java.time.Duration;

/// The limits of groups, in Kafka's defaults where Kafka has them.
///
/// @param client what joins through the client and system listeners are held to
/// @param test what joins through the test listener are held to
/// @param newMemberJoinTimeoutMs how long a first join may wait before its seat is given up
/// @param maxMembers in a group, and as many more that were given an id
/// @param maxGroups of one logical cluster in one partition of `__consumer_offsets`
/// @param maxOffsets that one group keeps
/// @param maxGroupBytes of what a group's members say of themselves, and as many of what is assigned to them: what
///     goes into one record
/// @param maxAppendsInFlight appends not yet committed, beyond which requests are turned away for a while
public record GroupSettings(
        JoinTerms client,
        JoinTerms test,
        int newMemberJoinTimeoutMs,
        int maxMembers,
        int maxGroups,
        int maxOffsets,
        int maxGroupBytes,
        int maxOffsetMetadataBytes,
        long offsetRetentionMs,
        long retentionCheckIntervalMs,
        int maxAppendsInFlight) {

    /// Limits and pace of joining.
    ///
    /// @param initialRebalanceDelayMs how long a new group waits for more members before its first generation
    public record JoinTerms(int minSessionTimeoutMs, int maxSessionTimeoutMs, int initialRebalanceDelayMs) {}

    private static final int MAX_SESSION_TIMEOUT_MS = 1_800_000;

    public static GroupSettings defaults() {
        return new GroupSettings(
                new JoinTerms(6_000, MAX_SESSION_TIMEOUT_MS, 3_000),
                new JoinTerms(1_000, MAX_SESSION_TIMEOUT_MS, 0),
                300_000,
                1_000,
                5_000,
                50_000,
                450_000,
                4_096,
                Duration.ofDays(7).toMillis(),
                Duration.ofMinutes(10).toMillis(),
                10_000);
    }
}
