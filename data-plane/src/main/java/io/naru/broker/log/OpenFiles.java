package io.naru.broker.log;

import io.naru.broker.disk.Disk;
import java.util.LinkedHashSet;

/// The bounded set of open segment files of all partitions of a broker. The one not used for longest is closed when
/// there are too many (those still held by a reader or a writer close when they are let go). Safe for any thread.
public final class OpenFiles {
    /// Default bound, well below the usual limit of descriptors.
    public static final int DEFAULT_MAX_FILES = 8_192;

    private final Disk disk;
    private final int maxFiles;
    private final LinkedHashSet<Segment> open = new LinkedHashSet<>();
    private final RecentWrites recentWrites = new RecentWrites();

    public OpenFiles(Disk disk) {
        this(disk, DEFAULT_MAX_FILES);
    }

    public OpenFiles(Disk disk, int maxFiles) {
        if (maxFiles < 1) {
            throw new IllegalArgumentException("at least one file must be allowed, not " + maxFiles);
        }
        this.disk = disk;
        this.maxFiles = maxFiles;
    }

    public Disk disk() {
        return disk;
    }

    RecentWrites recentWrites() {
        return recentWrites;
    }

    /// Files open now.
    public synchronized int count() {
        return open.size();
    }

    synchronized void opened(Segment segment) {
        open.add(segment);
        for (int attempts = 2 * open.size(); open.size() > maxFiles && attempts > 0; attempts--) {
            Segment oldest = open.removeFirst();
            if (oldest == segment || oldest.wasUsed()) {
                open.addLast(oldest);
            } else {
                oldest.dropFile();
            }
        }
    }

    synchronized void closed(Segment segment) {
        open.remove(segment);
    }
}
