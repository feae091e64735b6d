/// The coordinator of classic consumer groups: rebalances, sessions, committed offsets.
///
/// Door: [io.naru.broker.group.coordinator.GroupCoordinator], one beside each partition of `__consumer_offsets`; it
/// takes [io.naru.broker.group.coordinator.GroupCommand]s. `GroupMachine` decides, purely, what a command means;
/// the coordinator writes the durable part down and lets no answer out before what it rests on is committed. Knows
/// neither sockets nor Kafka's wire classes.
@NullMarked
package io.naru.broker.group.coordinator;

import org.jspecify.annotations.NullMarked;
