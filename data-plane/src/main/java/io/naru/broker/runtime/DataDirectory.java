package io.naru.broker.runtime;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The broker's own folder, held by a lock of the operating system so that no two brokers write to it. The lock ends
/// with the process, however it ends.
final class DataDirectory implements AutoCloseable {
    private static final long SMALLEST_FREE_BYTES = 16L << 20;

    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static DataDirectory hold(Path path) throws BadStart {
        try {
            Files.createDirectories(path);
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            DataDirectory directory = new DataDirectory(path, channel);
            directory.lock();
            directory.requireRoom();
            return directory;
        } catch (AccessDeniedException e) {
            throw new BadStart("no permission for the data directory " + path + ": " + e.getFile()
                    + "; give it to the user that runs the broker.");
        } catch (FileSystemException e) {
            throw new BadStart("the data directory " + path + " can't be used: " + e.getReason() + ".");
        } catch (IOException e) {
            throw new BadStart("the data directory " + path + " can't be used: " + e.getMessage() + ".");
        }
    }

    private void lock() throws IOException, BadStart {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw new BadStart("another broker is using the data directory " + path + "; stop it first.");
        }
    }

    private void requireRoom() throws IOException, BadStart {
        long free = Files.getFileStore(path).getUsableSpace();
        if (free < SMALLEST_FREE_BYTES) {
            close();
            throw new BadStart(
                    BadStart.DISK_FULL,
                    "the disk of the data directory " + path + " is full (" + (free >> 20)
                            + " MiB free); make room and start again, nothing is lost.");
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
