package io.naru.broker.log;

import io.naru.broker.disk.Disk;
import io.naru.broker.disk.DiskFile;
import io.naru.broker.disk.DiskFullException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;

/// Makes many logs durable at once. Why one call for all: docs/adr/0001-group-commit.md.
public final class GroupCommit {
    private final Disk disk;

    public GroupCommit(Disk disk) {
        this.disk = disk;
    }

    /// Blocks until every point is durable, the directory entries of new segments included; a point with nothing to
    /// sync costs nothing. Points are used up, whatever the outcome.
    ///
    /// @throws IOException if anything failed: then no log of the group may be taken as durable, and all go
    ///     off-line
    public void sync(Collection<SyncPoint> points) throws IOException {
        try {
            var files = new ArrayList<DiskFile>();
            var directories = new LinkedHashSet<Path>();
            for (SyncPoint point : points) {
                files.addAll(point.diskFiles());
                directories.addAll(point.directories());
            }
            disk.syncAll(files);
            for (Path directory : directories) {
                syncIfPresent(directory);
            }
            for (SyncPoint point : points) {
                finishIfPresent(point);
            }
        } finally {
            points.forEach(SyncPoint::release);
        }
    }

    /// A log may be deleted while it is being synced; nobody waits for it then.
    private void syncIfPresent(Path directory) throws IOException {
        try {
            disk.syncDirectory(directory);
        } catch (NoSuchFileException deleted) {
            // nothing left to make durable
        }
    }

    private static void finishIfPresent(SyncPoint point) throws IOException {
        try {
            point.finish();
        } catch (NoSuchFileException deleted) {
            // nothing left to describe
        } catch (DiskFullException noRoom) {
            // a recovery point spares work only; the next one will do
        }
    }
}
