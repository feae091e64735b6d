/// The control plane as a Kafka client of the cell: tokens it signs, pooled clients by tenant cluster and principal,
/// and following the
/// system topics. The doors are [CellClients] for live questions and [SystemTopicFollower] for what the cell says by
/// itself.
/// Knows no feature; features register as [CellEventHandler].
@NullMarked
package io.naru.control.cell;

import org.jspecify.annotations.NullMarked;
