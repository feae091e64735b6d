/// The leader's side of `__naru_desired`: who may write to it.
///
/// Door: [io.naru.broker.relay.RelayEpochGuard], one for the topic's partition, on its shard. A room of its own because
/// following the topic (`tenancy`) must not know partitions.
@NullMarked
package io.naru.broker.relay;

import org.jspecify.annotations.NullMarked;
