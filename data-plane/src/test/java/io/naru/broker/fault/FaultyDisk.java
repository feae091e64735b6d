package io.naru.broker.fault;

import io.naru.broker.disk.Disk;
import io.naru.broker.disk.DiskFile;
import io.naru.broker.disk.ForwardingDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The machine's disk, which halts the process at an armed [Death].
public final class FaultyDisk extends ForwardingDisk {
    /// Exit code of a process halted here, so that a test can tell it from a crash of another kind.
    public static final int EXIT_CODE = 86;

    private static final int UNLISTED_STEP = 87;

    private final Path data;
    private final AtomicInteger passes = new AtomicInteger();
    private volatile @Nullable Death armed;

    /// @param data the broker's data directory
    public FaultyDisk(Disk disk, Path data) {
        super(disk);
        this.data = data;
    }

    /// From now on the process halts there.
    public void arm(Death death) {
        passes.set(0);
        armed = death;
    }

    private interface Action {
        void run() throws IOException;
    }

    private FaultPoint point(Path path, Operation operation) {
        try {
            return FaultPoint.of(Place.of(data, path), operation);
        } catch (IllegalStateException unlisted) {
            System.err.println(path + ": " + unlisted.getMessage());
            Runtime.getRuntime().halt(UNLISTED_STEP);
            throw unlisted;
        }
    }

    private void step(Path path, Operation operation, Action action) throws IOException {
        FaultPoint point = point(path, operation);
        dieIf(point, Death.Moment.BEFORE);
        action.run();
        dieIf(point, Death.Moment.AFTER);
    }

    private void dieIf(FaultPoint point, Death.Moment moment) {
        Death death = armed;
        if (death != null
                && death.point() == point
                && death.moment() == moment
                && passes.incrementAndGet() == death.pass()) {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    @Override
    public DiskFile open(Path path, Open mode) throws IOException {
        if (mode != Open.CREATE_NEW) {
            return super.open(path, mode);
        }
        FaultPoint point = point(path, Operation.CREATE);
        dieIf(point, Death.Moment.BEFORE);
        DiskFile opened = super.open(path, mode);
        dieIf(point, Death.Moment.AFTER);
        return opened;
    }

    @Override
    protected ForwardingFile before(DiskFile file) {
        return new File(file);
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        step(directory, Operation.CREATE_DIRECTORY, () -> disk.createDirectories(directory));
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        step(directory, Operation.SYNC_DIRECTORY, () -> disk.syncDirectory(directory));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        step(to, Operation.RENAME, () -> disk.rename(from, to));
    }

    /// A left-over `.tmp` is no point: nobody reads it, with it or without it the disk says the same.
    @Override
    public void delete(Path path) throws IOException {
        if (path.toString().endsWith(".tmp")) {
            disk.delete(path);
        } else if (disk.exists(path)) {
            step(path, Operation.DELETE, () -> disk.delete(path));
        }
    }

    @Override
    public void deleteRecursively(Path path) throws IOException {
        if (disk.exists(path)) {
            step(path, Operation.DELETE, () -> disk.deleteRecursively(path));
        }
    }

    @Override
    public void syncAll(Collection<? extends DiskFile> files) throws IOException {
        for (DiskFile file : files) {
            dieIf(point(file.path(), Operation.SYNC), Death.Moment.BEFORE);
        }
        super.syncAll(files);
        for (DiskFile file : files) {
            dieIf(point(file.path(), Operation.SYNC), Death.Moment.AFTER);
        }
    }

    private final class File extends ForwardingFile {
        private File(DiskFile file) {
            super(file);
        }

        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
            step(path(), Operation.WRITE, () -> file.write(bytes, position));
        }

        @Override
        public void truncate(long size) throws IOException {
            if (size < file.size()) {
                step(path(), Operation.TRUNCATE, () -> file.truncate(size));
            }
        }

        @Override
        public void sync() throws IOException {
            step(path(), Operation.SYNC, file::sync);
        }
    }
}
