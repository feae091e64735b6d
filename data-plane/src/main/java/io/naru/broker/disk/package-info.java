/// Files, directories and what makes them durable: the only way broker code touches a disk.
///
/// The door is [io.naru.broker.disk.Disk]: the real one ([io.naru.broker.disk.RealDisk]), and in the tests one in
/// memory that loses everything unsynced when the power fails. [io.naru.broker.disk.AtomicFile] replaces a small
/// file as a whole. This room knows nothing of logs, records or the network.
@NullMarked
package io.naru.broker.disk;

import org.jspecify.annotations.NullMarked;
