package io.naru.broker.log;

import io.naru.broker.log.SyncPoint.DirtyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// What a log wrote and did not yet make durable. Every file here is held open until it is durable, so that its
/// sync reports the errors of its writes. Belongs to the shard.
final class DirtyFiles {
    private final List<DirtyFile> files = new ArrayList<>();

    private List<Path> directories = List.of();

    /// How often directories were added: a point as old as the last time covers all of them.
    private int directoryChanges;

    boolean isEmpty() {
        return files.isEmpty() && directories.isEmpty();
    }

    /// The segment's file, held until it is durable.
    OpenFile hold(Segment segment) throws IOException {
        for (int i = files.size() - 1; i >= 0; i--) {
            if (files.get(i).segment() == segment) {
                return files.get(i).file();
            }
        }
        OpenFile file = segment.acquire();
        if (file == null) {
            throw new IllegalStateException(segment + " is no part of the log any more");
        }
        files.add(new DirtyFile(file, segment));
        return file;
    }

    /// Takes over an index file that was written.
    void add(OpenFile index) {
        files.add(new DirtyFile(index, null));
    }

    void add(List<Path> changedDirectories) {
        var all = new LinkedHashSet<>(directories);
        all.addAll(changedDirectories);
        directories = List.copyOf(all);
        directoryChanges++;
    }

    SyncPoint point(LogPosition end, int truncations, SyncPoint.Afterwards afterwards) {
        files.forEach(dirty -> dirty.file().tryRetain());
        return new SyncPoint(end, truncations, List.copyOf(files), directories, directoryChanges, afterwards);
    }

    /// Lets go of what a point made durable; a segment that grew since stays.
    void completed(SyncPoint point) {
        for (DirtyFile dirty : point.files()) {
            Segment segment = dirty.segment();
            boolean grew = segment != null
                    && segment.baseOffset() == point.end().segmentBaseOffset()
                    && segment.size() > point.end().filePosition();
            if (!grew && files.remove(dirty)) {
                dirty.file().release();
            }
        }
        if (point.directoryChanges() == directoryChanges) {
            directories = List.of();
        }
    }

    void clear() {
        files.forEach(dirty -> dirty.file().release());
        files.clear();
        directories = List.of();
    }
}
