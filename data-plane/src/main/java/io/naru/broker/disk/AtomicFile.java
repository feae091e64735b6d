package io.naru.broker.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A small file that is replaced as a whole: after a crash it holds the old or the new content, never a mixture.
/// Written as `<name>.tmp`, synced, renamed, and the directory synced; a left-over `.tmp` is overwritten.
public final class AtomicFile {
    private static final int LARGEST_BYTES = 256 << 20;

    private final Disk disk;
    private final Path path;
    private final Path temporary;

    public AtomicFile(Disk disk, Path path) {
        this.disk = disk;
        this.path = path;
        this.temporary = path.resolveSibling(path.getFileName() + ".tmp");
    }

    public Path path() {
        return path;
    }

    /// Replaces the content with what remains of the buffer; durable on return. The directory must exist.
    public void write(ByteBuffer content) throws IOException {
        disk.delete(temporary);
        try (DiskFile file = disk.open(temporary, Disk.Open.CREATE_NEW)) {
            file.write(content, 0);
            file.sync();
        }
        disk.rename(temporary, path);
        disk.syncDirectory(directory());
    }

    /// The whole content, or null if the file was never written.
    public @Nullable ByteBuffer read() throws IOException {
        try (DiskFile file = disk.open(path, Disk.Open.READ_ONLY)) {
            long size = file.size();
            if (size > LARGEST_BYTES) {
                throw new IOException(path + " has " + size + " bytes, more than the " + LARGEST_BYTES + " allowed");
            }
            ByteBuffer content = ByteBuffer.allocate((int) size);
            file.read(content, 0);
            return content.flip();
        } catch (NoSuchFileException absent) {
            return null;
        }
    }

    /// Removes the file; durable on return.
    public void delete() throws IOException {
        disk.delete(temporary);
        disk.delete(path);
        disk.syncDirectory(directory());
    }

    private Path directory() {
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalStateException(path + " has no directory");
        }
        return parent;
    }
}
