package io.naru.bench;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// What one group commit costs: 1 KiB is appended to each of n files, then all n are made durable in one of several
/// ways. Only the second part is timed. Prints a Markdown table with the median and the 95th percentile.
///
/// Usage: `GroupCommit DIRECTORY [ROUNDS]`; the directory must lie on the disk in question and is emptied
/// afterwards.
public final class GroupCommit {
    private static final int RECORD_BYTES = 1024;
    private static final int PREALLOCATED_BYTES = 256 * 1024;
    private static final int[] DIRTY_FILES = {1, 20, 200, 2_000};

    private final Path directory;
    private final int rounds;
    private final SyncFileSystem syncFileSystem;

    private GroupCommit(Path directory, int rounds) {
        this.directory = directory;
        this.rounds = rounds;
        this.syncFileSystem = new SyncFileSystem(directory);
    }

    private enum Way {
        ONE_BY_ONE("fdatasync, one by one"),
        FOUR_THREADS("fdatasync, 4 threads"),
        SIXTEEN_THREADS("fdatasync, 16 threads"),
        SYNCFS("one syncfs"),
        JOURNAL("one shared journal, fdatasync (files written, not synced)");

        private final String title;

        Way(String title) {
            this.title = title;
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 30;
        Files.createDirectories(directory);
        System.out.println("| dirty files | files | way | p50 ms | p95 ms |");
        System.out.println("|---:|---|---|---:|---:|");
        var bench = new GroupCommit(directory, rounds);
        for (int files : DIRTY_FILES) {
            for (boolean preallocated : new boolean[] {false, true}) {
                for (Way way : Way.values()) {
                    bench.measure(files, preallocated, way);
                }
            }
        }
    }

    private void measure(int files, boolean preallocated, Way way) throws Exception {
        Path folder = Files.createTempDirectory(directory, "run");
        var channels = new ArrayList<FileChannel>();
        double[] millis = new double[rounds];
        try (FileChannel journal = create(folder.resolve("journal"));
                ExecutorService threads = Executors.newFixedThreadPool(way == Way.FOUR_THREADS ? 4 : 16)) {
            for (int i = 0; i < files; i++) {
                FileChannel channel = create(folder.resolve("f" + i));
                if (preallocated) {
                    channel.write(ByteBuffer.allocate(PREALLOCATED_BYTES), 0);
                }
                channels.add(channel);
            }
            syncFileSystem.sync();
            for (int round = 0; round < rounds; round++) {
                for (FileChannel channel : channels) {
                    channel.write(ByteBuffer.allocate(RECORD_BYTES), (long) round * RECORD_BYTES);
                }
                long start = System.nanoTime();
                sync(way, channels, journal, threads, round);
                millis[round] = (System.nanoTime() - start) / 1e6;
            }
        } finally {
            for (FileChannel channel : channels) {
                channel.close();
            }
            remove(folder);
        }
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "| %,d | %s | %s | %.2f | %.2f |%n",
                files,
                preallocated ? "zero-filled before" : "growing",
                way.title,
                millis[rounds / 2],
                millis[rounds * 95 / 100]);
    }

    private void sync(Way way, List<FileChannel> channels, FileChannel journal, ExecutorService threads, int round)
            throws Exception {
        switch (way) {
            case ONE_BY_ONE -> {
                for (FileChannel channel : channels) {
                    channel.force(false);
                }
            }
            case FOUR_THREADS, SIXTEEN_THREADS -> {
                var pending = new ArrayList<Future<?>>();
                for (FileChannel channel : channels) {
                    pending.add(threads.submit(() -> {
                        channel.force(false);
                        return null;
                    }));
                }
                for (Future<?> done : pending) {
                    done.get();
                }
            }
            case SYNCFS -> syncFileSystem.sync();
            case JOURNAL -> {
                int bytes = channels.size() * RECORD_BYTES;
                journal.write(ByteBuffer.allocate(bytes), (long) round * bytes);
                journal.force(false);
            }
        }
    }

    private static FileChannel create(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /// Linux' `syncfs(2)` on the file system that holds a directory.
    private static final class SyncFileSystem {
        private final MethodHandle syncfs;
        private final int descriptor;

        @SuppressWarnings("restricted") // syncfs(2) has no counterpart in java.nio
        SyncFileSystem(Path directory) {
            Linker linker = Linker.nativeLinker();
            syncfs = linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("syncfs"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
            MethodHandle open = linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("open"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                    Linker.Option.firstVariadicArg(2));
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment name = arena.allocateFrom(directory.toString());
                descriptor = (int) open.invokeExact(name, 0);
            } catch (Throwable failure) {
                throw new IllegalStateException("cannot open " + directory, failure);
            }
        }

        void sync() {
            try {
                if ((int) syncfs.invokeExact(descriptor) != 0) {
                    throw new IllegalStateException("syncfs failed");
                }
            } catch (Throwable failure) {
                throw new IllegalStateException(failure);
            }
        }
    }
}
