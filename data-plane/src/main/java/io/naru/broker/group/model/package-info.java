/// One consumer group as a value: who sits in it, in which phase its rebalance is, what it has committed.
///
/// Door: [io.naru.broker.group.model.Group], changed only by [io.naru.broker.group.model.Group#apply] of a
/// [io.naru.broker.group.model.GroupEvent]. The durable events are written in the format of
/// [io.naru.broker.group.model.GroupRecords]; replaying them gives the group again. Decides nothing, and knows
/// neither the partition it is stored in nor Kafka's wire classes.
@NullMarked
package io.naru.broker.group.model;

import org.jspecify.annotations.NullMarked;
