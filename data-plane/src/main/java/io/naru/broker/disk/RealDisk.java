package io.naru.broker.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// The machine's file system. How a group is made durable was measured: docs/adr/0001-group-commit.md.
public final class RealDisk implements Disk {
    /// Up to this many files, one fdatasync each costs no more than a syncfs.
    private static final int FEW_FILES = 3;

    private static final int LARGEST_SYNC_THREADS = 16;
    private static final String DEVICE = "unix:dev";

    private final @Nullable FileSystemSync fileSystemSync;
    private final @Nullable Object device;
    private final @Nullable ResidentPages residentPages;

    /// @param root the data directory; it is made if missing. Its file system is the one synced as a whole.
    public RealDisk(Path root) throws IOException {
        Files.createDirectories(root);
        this.device = device(root);
        this.fileSystemSync = device == null ? null : FileSystemSync.of(root.toAbsolutePath());
        this.residentPages = ResidentPages.ofThisSystem();
    }

    @Override
    public DiskFile open(Path path, Open mode) throws IOException {
        Set<StandardOpenOption> options = switch (mode) {
            case CREATE_NEW -> Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
            case READ_WRITE -> Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
            case READ_ONLY -> Set.of(StandardOpenOption.READ);
        };
        try {
            return new RealFile(path, FileChannel.open(path, options), residentPages);
        } catch (FileSystemException failure) {
            throw DiskFullException.of(failure);
        }
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        Files.createDirectories(directory);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(Path path) throws IOException {
        Files.deleteIfExists(path);
    }

    @Override
    public void deleteRecursively(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        var entries = new ArrayList<Path>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
        } catch (NoSuchFileException | NotDirectoryException absent) {
            return List.of();
        }
        Collections.sort(entries);
        return entries;
    }

    @Override
    public boolean exists(Path path) {
        return Files.exists(path);
    }

    @Override
    public long usableBytes(Path path) throws IOException {
        return Files.getFileStore(path).getUsableSpace();
    }

    @Override
    public void syncAll(Collection<? extends DiskFile> files) throws IOException {
        FileSystemSync whole = fileSystemSync;
        if (files.size() <= FEW_FILES) {
            for (DiskFile file : files) {
                file.sync();
            }
        } else if (whole == null) {
            syncOnThreads(files);
        } else {
            whole.sync();
            syncOnThreads(files.stream().filter(file -> !isOnRootDevice(file)).toList());
        }
    }

    /// A directory below the root may be a mount of its own, which syncfs of the root leaves alone.
    private boolean isOnRootDevice(DiskFile file) {
        Path parent = file.path().toAbsolutePath().getParent();
        return parent != null && device != null && device.equals(device(parent));
    }

    private static void syncOnThreads(Collection<? extends DiskFile> files) throws IOException {
        if (files.isEmpty()) {
            return;
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(Math.min(files.size(), LARGEST_SYNC_THREADS))) {
            List<Future<@Nullable Void>> pending = new ArrayList<>();
            for (DiskFile file : files) {
                pending.add(threads.submit(() -> {
                    file.sync();
                    return null;
                }));
            }
            for (Future<@Nullable Void> sync : pending) {
                sync.get();
            }
        } catch (ExecutionException failure) {
            throw new IOException("a file could not be made durable", failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while files were made durable", interrupted);
        }
    }

    private static @Nullable Object device(Path path) {
        try {
            return Files.getAttribute(path, DEVICE);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            return null;
        }
    }
}
