package io.naru.broker.log;

import io.naru.broker.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A move of a log's start, in turns between the shard and a background thread: planned by [PartitionLog#planStart] or
/// [PartitionLog#planExpiry], [#decide]d, shown to readers by [PartitionLog#moved], and [#removeFiles].
public final class StartMove {
    private final Disk disk;
    private final Path directory;
    private final Checkpoints checkpoints;
    private final long offset;
    private List<Segment> doomed = List.of();

    StartMove(Disk disk, Path directory, Checkpoints checkpoints, long offset) {
        this.disk = disk;
        this.directory = directory;
        this.checkpoints = checkpoints;
        this.offset = offset;
    }

    long offset() {
        return offset;
    }

    void dooms(List<Segment> segments) {
        doomed = segments;
    }

    /// Makes the new start durable. Blocks.
    public void decide() throws IOException {
        checkpoints.writeLogStart(offset);
    }

    /// Removes the segments that lie wholly below. What a stop leaves of them goes at the next start. Blocks.
    public void removeFiles() throws IOException {
        for (Segment segment : doomed) {
            SegmentFiles.delete(disk, directory, segment.baseOffset());
        }
    }
}
