package io.naru.broker.log;

import io.naru.broker.disk.Disk;
import io.naru.broker.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The names of a segment's files: Kafka's, so that its tools read them.
final class SegmentFiles {
    static final String LOG = ".log";
    static final String INDEX = ".index";
    static final String TIME_INDEX = ".timeindex";
    /// A compacted segment that waits to take its place.
    static final String CLEANED = ".cleaned";
    /// The shortened copy of a segment that is being truncated.
    static final String TRUNCATED = ".truncated";

    private static final int NAME_DIGITS = 20;

    private SegmentFiles() {}

    static Path log(Path directory, long baseOffset) {
        return file(directory, baseOffset, LOG);
    }

    static Path file(Path directory, long baseOffset, String suffix) {
        return directory.resolve(String.format(Locale.ROOT, "%0" + NAME_DIGITS + "d%s", baseOffset, suffix));
    }

    /// The base offset in a name with this suffix, or null if it is no such name.
    static @Nullable Long baseOffset(Path file, String suffix) {
        String name = file.getFileName().toString();
        if (name.length() != NAME_DIGITS + suffix.length() || !name.endsWith(suffix)) {
            return null;
        }
        long offset = 0;
        for (int i = 0; i < NAME_DIGITS; i++) {
            int digit = name.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return null;
            }
            offset = offset * 10 + digit;
        }
        return offset < 0 ? null : offset;
    }

    /// Removes a segment; the log first, for indexes without a log are removed at the next start.
    static void delete(Disk disk, Path directory, long baseOffset) throws IOException {
        disk.delete(log(directory, baseOffset));
        deleteIndexes(disk, directory, baseOffset);
    }

    static void deleteIndexes(Disk disk, Path directory, long baseOffset) throws IOException {
        disk.delete(file(directory, baseOffset, INDEX));
        disk.delete(file(directory, baseOffset, TIME_INDEX));
    }

    /// Writes both index files; the caller syncs and releases them.
    static List<OpenFile> writeIndexes(Disk disk, Path directory, long baseOffset, SegmentIndex index)
            throws IOException {
        OpenFile places = write(disk, file(directory, baseOffset, INDEX), index.placeBytes());
        try {
            return List.of(places, write(disk, file(directory, baseOffset, TIME_INDEX), index.timeBytes()));
        } catch (IOException failure) {
            places.release();
            throw failure;
        }
    }

    private static OpenFile write(Disk disk, Path path, ByteBuffer bytes) throws IOException {
        disk.delete(path);
        DiskFile file = disk.open(path, Disk.Open.CREATE_NEW);
        try {
            file.write(bytes, 0);
            return new OpenFile(file);
        } catch (IOException failure) {
            file.close();
            throw failure;
        }
    }
}
