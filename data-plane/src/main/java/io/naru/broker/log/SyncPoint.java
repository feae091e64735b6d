package io.naru.broker.log;

import io.naru.broker.disk.DiskFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// What must be made durable so that a log is durable up to an end: files and directories, held open. Made on the
/// shard by [PartitionLog#dirty], synced once by [GroupCommit#sync] on a background thread, and given back on the
/// shard to [PartitionLog#completed].
public final class SyncPoint {
    private final LogPosition end;
    private final int truncations;
    private final List<DirtyFile> files;
    private final List<Path> directories;
    private final int directoryChanges;
    private final Afterwards afterwards;
    private final AtomicBoolean released = new AtomicBoolean();

    /// A file with bytes that are not durable.
    ///
    /// @param segment the segment whose log it is, or null for an index
    record DirtyFile(OpenFile file, @Nullable Segment segment) {}

    /// What follows on the thread that synced, once all is durable: writes that rest on it.
    @FunctionalInterface
    interface Afterwards {
        void run() throws IOException;
    }

    /// @param files retained for this point
    SyncPoint(
            LogPosition end,
            int truncations,
            List<DirtyFile> files,
            List<Path> directories,
            int directoryChanges,
            Afterwards afterwards) {
        this.end = end;
        this.truncations = truncations;
        this.files = files;
        this.directories = directories;
        this.directoryChanges = directoryChanges;
        this.afterwards = afterwards;
    }

    /// The log is durable up to here once this is synced.
    public LogPosition end() {
        return end;
    }

    /// Whether there is nothing to do.
    public boolean isEmpty() {
        return files.isEmpty() && directories.isEmpty();
    }

    int truncations() {
        return truncations;
    }

    List<DirtyFile> files() {
        return files;
    }

    List<DiskFile> diskFiles() {
        return files.stream().map(dirty -> dirty.file().file()).toList();
    }

    List<Path> directories() {
        return directories;
    }

    int directoryChanges() {
        return directoryChanges;
    }

    void finish() throws IOException {
        afterwards.run();
    }

    void release() {
        if (released.compareAndSet(false, true)) {
            files.forEach(dirty -> dirty.file().release());
        }
    }
}
