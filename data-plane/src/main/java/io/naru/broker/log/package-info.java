/// One partition's log on disk: segments, indexes, group commit, recovery, retention, compaction.
///
/// Doors: [io.naru.broker.log.PartitionLog] (the writer's side, one thread), [io.naru.broker.log.LogView] (the
/// readers' side, any thread), [io.naru.broker.log.GroupCommit] (making many logs durable at once) and
/// [io.naru.broker.log.OpenFiles] (the bound on open files). This room knows nothing of the network, of topics'
/// names or of who is leader.
///
/// A partition's directory holds, per segment, `<base offset, 20 digits>.log`, `.index` and `.timeindex` as Kafka
/// writes them, and the files of [io.naru.broker.log.Checkpoints]. A partition that never held a record has no
/// directory.
@NullMarked
package io.naru.broker.log;

import org.jspecify.annotations.NullMarked;
