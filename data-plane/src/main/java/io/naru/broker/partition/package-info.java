/// One partition's state machine and the shard that owns it: leader epoch, high watermark, producers, waiting fetches.
///
/// Doors: `Partitions` (find one, read its view, send it a command) and [io.naru.broker.partition.Resident] (a state
/// machine that lives beside a partition of an internal topic). One partition, one writer, no locks. Knows no network
/// and no wire class.
@NullMarked
package io.naru.broker.partition;

import org.jspecify.annotations.NullMarked;
