package io.naru.broker.runtime;

import io.naru.broker.disk.Disk;
import io.naru.broker.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A disk that claims to have nothing in memory, and knows which threads read segments.
final class ForgetfulDisk implements Disk {
    private final Disk disk;
    private final Set<String> readers = ConcurrentHashMap.newKeySet();

    ForgetfulDisk(Disk disk) {
        this.disk = disk;
    }

    /// Names of the threads that have read a segment so far.
    Set<String> readers() {
        return readers;
    }

    @Override
    public DiskFile open(Path path, Open mode) throws IOException {
        return new File(disk.open(path, mode));
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        disk.createDirectories(directory);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        disk.syncDirectory(directory);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        disk.rename(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        disk.delete(path);
    }

    @Override
    public void deleteRecursively(Path path) throws IOException {
        disk.deleteRecursively(path);
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        return disk.list(directory);
    }

    @Override
    public boolean exists(Path path) throws IOException {
        return disk.exists(path);
    }

    @Override
    public long usableBytes(Path path) throws IOException {
        return disk.usableBytes(path);
    }

    @Override
    public void syncAll(Collection<? extends DiskFile> files) throws IOException {
        disk.syncAll(files.stream().map(file -> ((File) file).file).toList());
    }

    private final class File implements DiskFile {
        private final DiskFile file;

        File(DiskFile file) {
            this.file = file;
        }

        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
            file.write(bytes, position);
        }

        @Override
        public int read(ByteBuffer bytes, long position) throws IOException {
            if (path().toString().endsWith(".log")) {
                readers.add(Thread.currentThread().getName());
            }
            return file.read(bytes, position);
        }

        @Override
        public boolean isInMemory(long position, long length) {
            return false;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void truncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        public void sync() throws IOException {
            file.sync();
        }

        @Override
        public Path path() {
            return file.path();
        }

        @Override
        public FileChannel channel() {
            return file.channel();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
