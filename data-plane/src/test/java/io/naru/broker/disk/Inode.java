package io.naru.broker.disk;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A file's content on a [CrashDisk]: what readers see, what is stable, and the changes between the two.
final class Inode implements Node {
    private static final int SECTOR_BYTES = 512;

    private final Content current = new Content();
    private final Content stable = new Content();
    private final List<Change> pending = new ArrayList<>();

    /// What was written and failed to be synced: visible, and nothing will make it stable.
    private final List<Range> lost = new ArrayList<>();

    /// A write of bytes at a position, or with null bytes a cut at that position.
    private record Change(long position, byte @Nullable [] bytes) {
        void apply(Content content) {
            if (bytes == null) {
                content.truncate(position);
            } else {
                content.write(position, bytes, 0, bytes.length);
            }
        }
    }

    private record Range(int from, int length) {}

    long size() {
        return current.size;
    }

    void write(long position, byte[] bytes) {
        current.write(position, bytes, 0, bytes.length);
        pending.add(new Change(position, bytes));
    }

    void truncate(long size) {
        current.truncate(size);
        pending.add(new Change(size, null));
    }

    int read(ByteBuffer target, long position) {
        int length = Math.clamp(current.size - position, 0, target.remaining());
        target.put(current.bytes, (int) position, length);
        return length;
    }

    void sync() {
        pending.forEach(change -> change.apply(stable));
        pending.clear();
    }

    /// A sync failed: what was written stays visible, but nothing will make it stable. The cuts are another matter:
    /// sizes are in the file system's journal.
    void loseUnsynced() {
        for (Change change : pending) {
            if (change.bytes != null) {
                lost.add(new Range((int) change.position, change.bytes.length));
            }
        }
        pending.removeIf(change -> change.bytes != null);
    }

    @Override
    public void evict(RandomGenerator random) {
        if (lost.isEmpty()) {
            return;
        }
        int size = current.size;
        for (Range range : lost) {
            if (random.nextBoolean()) {
                current.reread(stable, range);
            }
        }
        pending.forEach(change -> change.apply(current));
        current.size = size;
    }

    @Override
    public long usedBytes() {
        return current.size;
    }

    /// Each pending change is kept wholly, partly or not at all.
    @Override
    public void lose(RandomGenerator random) {
        double keep = random.nextDouble();
        for (Change change : pending) {
            if (random.nextDouble() < keep) {
                if (change.bytes == null) {
                    stable.truncate(change.position);
                } else {
                    tear(change.position, change.bytes, random);
                }
            }
        }
        pending.clear();
        lost.clear();
        current.copy(stable);
    }

    private void tear(long position, byte[] bytes, RandomGenerator random) {
        switch (random.nextInt(3)) {
            case 0 -> stable.write(position, bytes, 0, bytes.length);
            case 1 -> stable.write(position, bytes, 0, random.nextInt(bytes.length + 1));
            default -> {
                for (int at = 0; at < bytes.length; ) {
                    int sectorEnd = (int) (((position + at) / SECTOR_BYTES + 1) * SECTOR_BYTES - position);
                    int end = Math.min(bytes.length, sectorEnd);
                    if (random.nextBoolean()) {
                        stable.write(position + at, bytes, at, end - at);
                    }
                    at = end;
                }
            }
        }
    }

    private static final class Content {
        private byte[] bytes = new byte[0];
        private int size;

        void write(long position, byte[] source, int from, int length) {
            if (length == 0) {
                return;
            }
            int end = Math.toIntExact(position + length);
            if (end > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
            }
            System.arraycopy(source, from, bytes, (int) position, length);
            size = Math.max(size, end);
        }

        void truncate(long newSize) {
            if (newSize < size) {
                Arrays.fill(bytes, (int) newSize, size, (byte) 0);
                size = (int) newSize;
            }
        }

        /// Takes a range from what is stable, zeros beyond its end; the size stays.
        void reread(Content other, Range range) {
            int to = Math.min(range.from + range.length, size);
            for (int at = range.from; at < to; at++) {
                bytes[at] = at < other.size ? other.bytes[at] : 0;
            }
        }

        void copy(Content other) {
            bytes = other.bytes.clone();
            size = other.size;
        }
    }
}
