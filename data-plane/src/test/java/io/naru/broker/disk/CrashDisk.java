package io.naru.broker.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/// A disk in memory that keeps only what POSIX promises. Everything goes to a "page cache"; a sync moves a file's
/// content, or a directory's entries, to "stable storage". When the power fails, each unsynced write is kept,
/// dropped or torn (512-byte sectors, and at any byte), each unsynced creation, rename or deletion is kept or
/// undone, all independently of order, as the seed says. After a failed sync the page cache shows what the disk never
/// got, until it forgets. The same seed and the same calls give the same outcome.
public final class CrashDisk implements Disk {
    private final RandomGenerator random;
    private final Folder root = new Folder();
    private int generation;
    private long operations;
    private long crashAt = Long.MAX_VALUE;
    private boolean down;
    private long capacityBytes = Long.MAX_VALUE;
    private Predicate<Path> failingWrites = path -> false;
    private Predicate<Path> failingSyncs = path -> false;
    private Predicate<Path> ignoredSyncs = path -> false;
    private Predicate<Path> ignoredDirectorySyncs = path -> false;
    private @Nullable Predicate<SyncCall> forgotten;
    private @Nullable Predicate<SyncCall> forgottenWrites;
    private @Nullable Consumer<SyncCall> witness;
    private Predicate<Path> failingReads = path -> false;
    private Predicate<Path> slowReads = path -> false;
    private Consumer<Path> readObserver = path -> {};

    public CrashDisk(long seed) {
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    // ---- what a test arranges

    /// Mutating operations so far: the range from which a test draws the step to crash at.
    public synchronized long operations() {
        return operations;
    }

    /// The power fails in the middle of the n-th mutating operation from now (1 is the next one).
    public synchronized void crashAtOperation(long n) {
        crashAt = operations + n;
    }

    /// Whether the power is off: code that swallowed the [PowerLoss] only seems to go on.
    public synchronized boolean isDown() {
        return down;
    }

    public synchronized void neverCrash() {
        crashAt = Long.MAX_VALUE;
    }

    /// Power failure and restart: what was not synced is dropped, torn or reordered. Open files become invalid.
    public synchronized void crash() {
        root.lose(random);
        restart();
    }

    /// The process dies and restarts, the page cache stays (`kill -9`). What a failed sync left in it is forgotten, or
    /// not, as the seed says. Open files become invalid.
    public synchronized void kill() {
        root.evict(random);
        restart();
    }

    private void restart() {
        generation++;
        down = false;
        crashAt = Long.MAX_VALUE;
    }

    /// Writes to these paths fail with an input/output error; `path -> false` mends the disk.
    public synchronized void failWrites(Predicate<Path> paths) {
        failingWrites = paths;
    }

    public synchronized void failReads(Predicate<Path> paths) {
        failingReads = paths;
    }

    /// What these paths hold counts as not in memory: reading it would wait for the disk.
    public synchronized void readSlowly(Predicate<Path> paths) {
        slowReads = paths;
    }

    /// Is told of every read of a file.
    public synchronized void observeReads(Consumer<Path> observer) {
        readObserver = observer;
    }

    /// Syncs of these paths fail. As with real kernels, what a file holds is readable afterwards and counts as
    /// written, but never reaches stable storage unless it is written again. Names and sizes are the file system's
    /// own, kept in its journal: a later sync makes them durable.
    public synchronized void failSyncs(Predicate<Path> paths) {
        failingSyncs = paths;
    }

    /// All files together may hold this many bytes; a write beyond writes what there is room for, and fails with "No
    /// space left on device".
    public synchronized void limitCapacity(long bytes) {
        capacityBytes = bytes;
    }

    /// A sync of these files returns without doing anything: as if the code had forgotten it.
    public synchronized void ignoreSyncOf(Predicate<Path> paths) {
        ignoredSyncs = paths;
    }

    public synchronized void ignoreDirectorySyncs() {
        ignoreDirectorySyncsOf(path -> true);
    }

    public synchronized void ignoreDirectorySyncsOf(Predicate<Path> paths) {
        ignoredDirectorySyncs = paths;
    }

    /// These syncs return without doing anything, by who asks for them.
    public synchronized void forgetSyncs(Predicate<SyncCall> calls) {
        forgotten = calls;
    }

    /// These writes return without doing anything, by who writes.
    public synchronized void forgetWrites(Predicate<SyncCall> calls) {
        forgottenWrites = calls;
    }

    /// Is told of every sync that somebody asks for.
    public synchronized void watchSyncs(Consumer<SyncCall> calls) {
        witness = calls;
    }

    // ---- Disk

    @Override
    public synchronized DiskFile open(Path path, Open mode) throws IOException {
        Path name = normal(path);
        requirePower("open " + name);
        Node node = find(name);
        if (mode == Open.CREATE_NEW) {
            if (node != null) {
                throw new FileAlreadyExistsException(name.toString());
            }
            Folder parent = folder(parent(name));
            step("create " + name);
            Inode inode = new Inode();
            parent.put(last(name), inode);
            return new OpenFile(name, inode, false);
        }
        if (!(node instanceof Inode inode)) {
            throw new NoSuchFileException(name.toString());
        }
        return new OpenFile(name, inode, mode == Open.READ_ONLY);
    }

    @Override
    public synchronized void createDirectories(Path directory) throws IOException {
        Path name = normal(directory);
        for (int count = 1; count <= name.getNameCount(); count++) {
            Path each = name.getRoot().resolve(name.subpath(0, count));
            if (find(each) == null) {
                step("mkdir " + each);
                folder(parent(each)).put(last(each), new Folder());
            }
        }
        folder(name);
    }

    @Override
    public synchronized void syncDirectory(Path directory) throws IOException {
        Path name = normal(directory);
        Folder folder = folder(name);
        step("sync directory " + name);
        if (failingSyncs.test(name)) {
            throw new IOException("Input/output error: " + name);
        }
        if (!ignoredDirectorySyncs.test(name) && !isForgotten(name, SyncCall.Kind.SYNC_OF_DIRECTORY)) {
            folder.sync();
        }
    }

    @Override
    public synchronized void rename(Path from, Path to) throws IOException {
        Path source = normal(from);
        Path target = normal(to);
        Node node = find(source);
        if (node == null) {
            throw new NoSuchFileException(source.toString());
        }
        if (!parent(source).equals(parent(target))) {
            throw new UnsupportedOperationException("renamed only within a directory: " + source + " to " + target);
        }
        step("rename " + source + " to " + target);
        folder(parent(source)).rename(last(source), last(target), node);
    }

    @Override
    public synchronized void delete(Path path) throws IOException {
        Path name = normal(path);
        Node node = find(name);
        if (node == null) {
            return;
        }
        if (node instanceof Folder folder && !folder.names().isEmpty()) {
            throw new DirectoryNotEmptyException(name.toString());
        }
        step("delete " + name);
        folder(parent(name)).remove(last(name));
    }

    @Override
    public synchronized void deleteRecursively(Path path) throws IOException {
        Path name = normal(path);
        for (Path entry : list(name)) {
            deleteRecursively(entry);
        }
        delete(name);
    }

    @Override
    public synchronized List<Path> list(Path directory) {
        Path name = normal(directory);
        requirePower("list " + name);
        return find(name) instanceof Folder folder
                ? folder.names().stream().map(name::resolve).toList()
                : List.of();
    }

    @Override
    public synchronized boolean exists(Path path) {
        requirePower("look for " + path);
        return find(normal(path)) != null;
    }

    @Override
    public synchronized long usableBytes(Path path) {
        return Math.max(0, capacityBytes - root.usedBytes());
    }

    @Override
    public void syncAll(Collection<? extends DiskFile> files) throws IOException {
        for (DiskFile file : files) {
            file.sync();
        }
    }

    // ---- inside

    private void step(String what) {
        requirePower(what);
        operations++;
        if (operations >= crashAt) {
            down = true;
            throw new PowerLoss("power failed at operation " + operations + ": " + what);
        }
    }

    private boolean isForgotten(Path path, SyncCall.Kind kind) {
        if (forgotten == null && witness == null) {
            return false;
        }
        SyncCall call = SyncCall.here(path, kind);
        if (witness != null) {
            witness.accept(call);
        }
        return forgotten != null && forgotten.test(call);
    }

    private void requirePower(String what) {
        if (down) {
            throw new PowerLoss("the power is off: " + what);
        }
    }

    private @Nullable Node find(Path name) {
        Node at = root;
        for (Path part : name) {
            at = at instanceof Folder folder ? folder.find(part.toString()) : null;
            if (at == null) {
                return null;
            }
        }
        return at;
    }

    private Folder folder(Path name) throws NoSuchFileException {
        if (find(name) instanceof Folder folder) {
            return folder;
        }
        throw new NoSuchFileException(name + " is no directory");
    }

    private static String last(Path name) {
        return name.getFileName().toString();
    }

    private static Path normal(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalArgumentException(path + " has no parent");
        }
        return parent;
    }

    private final class OpenFile implements DiskFile {
        private final Path path;
        private final Inode inode;
        private final boolean readOnly;
        private final int openedIn = generation;
        private boolean closed;

        OpenFile(Path path, Inode inode, boolean readOnly) {
            this.path = path;
            this.inode = inode;
            this.readOnly = readOnly;
        }

        private void check() throws IOException {
            if (down || openedIn != generation) {
                throw new PowerLoss("the power went off: " + path);
            }
            if (closed) {
                throw new ClosedChannelException();
            }
        }

        private void checkWritable() throws IOException {
            check();
            if (readOnly) {
                throw new IOException(path + " was opened for reading");
            }
        }

        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
            synchronized (CrashDisk.this) {
                checkWritable();
                byte[] content = new byte[bytes.remaining()];
                bytes.get(content);
                if (forgottenWrites != null && forgottenWrites.test(SyncCall.here(path, SyncCall.Kind.WRITE))) {
                    return;
                }
                if (failingWrites.test(path)) {
                    throw new IOException("Input/output error: " + path);
                }
                long growth = Math.max(0, position + content.length - inode.size());
                if (growth > 0 && capacityBytes < Long.MAX_VALUE && root.usedBytes() + growth > capacityBytes) {
                    long room = Math.max(0, capacityBytes - root.usedBytes());
                    int fitting = (int) Math.max(0, content.length - growth + room);
                    inode.write(position, Arrays.copyOf(content, fitting));
                    throw new DiskFullException("No space left on device: " + path);
                }
                boolean before = down;
                try {
                    step("write " + content.length + " bytes at " + position + " of " + path);
                } finally {
                    if (before != down) {
                        inode.write(position, content);
                    }
                }
                inode.write(position, content);
            }
        }

        @Override
        public int read(ByteBuffer bytes, long position) throws IOException {
            synchronized (CrashDisk.this) {
                check();
                readObserver.accept(path);
                if (failingReads.test(path)) {
                    throw new IOException("Input/output error: " + path);
                }
                return inode.read(bytes, position);
            }
        }

        @Override
        public boolean isInMemory(long position, long length) {
            synchronized (CrashDisk.this) {
                return !slowReads.test(path);
            }
        }

        @Override
        public long size() throws IOException {
            synchronized (CrashDisk.this) {
                check();
                return inode.size();
            }
        }

        @Override
        public void truncate(long size) throws IOException {
            synchronized (CrashDisk.this) {
                checkWritable();
                if (size < inode.size()) {
                    step("truncate " + path + " to " + size);
                    inode.truncate(size);
                }
            }
        }

        @Override
        public void sync() throws IOException {
            synchronized (CrashDisk.this) {
                check();
                step("sync " + path);
                if (failingSyncs.test(path)) {
                    inode.loseUnsynced();
                    throw new IOException("Input/output error: " + path);
                }
                if (!ignoredSyncs.test(path) && !isForgotten(path, SyncCall.Kind.SYNC_OF_FILE)) {
                    inode.sync();
                }
            }
        }

        @Override
        public Path path() {
            return path;
        }

        @Override
        public @Nullable FileChannel channel() {
            return null;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
