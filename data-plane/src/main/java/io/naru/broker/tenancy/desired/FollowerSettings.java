package io.naru.broker.tenancy.desired;

import java.time.Duration;

/// How a broker follows desired state.
///
/// @param barrierTimeout how long somebody waits for a barrier before he is sent away unanswered
/// @param pollInterval how often the topic's leader is asked without a hint; also how soon its silence shows
/// @param isolationTimeout after so long without the leader, tenants' connections are closed
/// @param snapshotInterval the shortest time between two snapshots; a revocation does not wait for it
public record FollowerSettings(
        Duration barrierTimeout, Duration pollInterval, Duration isolationTimeout, Duration snapshotInterval) {

    public static final FollowerSettings DEFAULT = new FollowerSettings(
            Duration.ofSeconds(2), Duration.ofMillis(500), Duration.ofSeconds(60), Duration.ofSeconds(1));
}
