package io.naru.broker.disk;

import java.util.random.RandomGenerator;

/// A file or a directory on a [CrashDisk].
sealed interface Node permits Inode, Folder {
    /// The power fails: what is not stable is kept or lost as the generator says.
    void lose(RandomGenerator random);

    /// The page cache forgets some of what no sync will make stable any more: readers see what is stable instead.
    void evict(RandomGenerator random);

    long usedBytes();
}
