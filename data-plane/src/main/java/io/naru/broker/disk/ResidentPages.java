package io.naru.broker.disk;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.channels.FileChannel;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Linux' `mincore(2)`: which pages of a file are in memory. The range is mapped for the question, never touched.
final class ResidentPages {
    private static final byte IN_MEMORY = 1;

    /// Linux' usual read-ahead; a multiple of every page size.
    private static final long STRETCH_BYTES = 128 * 1024;

    private final MethodHandle mincore;
    private final long pageBytes;

    private ResidentPages(MethodHandle mincore, long pageBytes) {
        this.mincore = mincore;
        this.pageBytes = pageBytes;
    }

    /// Null where this system can't be asked.
    @SuppressWarnings("restricted") // mincore has no counterpart in java.nio
    static @Nullable ResidentPages ofThisSystem() {
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux")) {
            return null;
        }
        Linker linker = Linker.nativeLinker();
        SymbolLookup system = linker.defaultLookup();
        MemorySegment mincore = system.find("mincore").orElse(null);
        MemorySegment pageSize = system.find("getpagesize").orElse(null);
        if (mincore == null || pageSize == null) {
            return null;
        }
        try {
            MethodHandle bytes = linker.downcallHandle(pageSize, FunctionDescriptor.of(ValueLayout.JAVA_INT));
            MethodHandle handle = linker.downcallHandle(
                    mincore,
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
            return new ResidentPages(handle, (int) bytes.invokeExact());
        } catch (Throwable failure) {
            throw new IllegalStateException("cannot call getpagesize(2)", failure);
        }
    }

    /// Whether a range is in memory: asks for its first page, its last, and one of every 128 KiB between. Linux reads
    /// ahead and forgets in such stretches; asking for all pages costs twice as much.
    ///
    /// @param length more than 0; the range lies inside the file
    boolean contain(FileChannel file, long position, long length) throws IOException {
        long from = position - position % pageBytes;
        long bytes = position + length - from;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mapped = file.map(FileChannel.MapMode.READ_ONLY, from, bytes, arena);
            MemorySegment answer = arena.allocate(ValueLayout.JAVA_BYTE);
            long lastPage = (bytes - 1) / pageBytes * pageBytes;
            for (long page = 0; page < lastPage; page += STRETCH_BYTES) {
                if (!isInMemory(mapped, page, answer)) {
                    return false;
                }
            }
            return isInMemory(mapped, lastPage, answer);
        }
    }

    private boolean isInMemory(MemorySegment mapped, long page, MemorySegment answer) {
        try {
            int failed = (int) mincore.invokeExact(mapped.asSlice(page), 1L, answer);
            return failed == 0 && (answer.get(ValueLayout.JAVA_BYTE, 0) & IN_MEMORY) != 0;
        } catch (Throwable failure) {
            throw new IllegalStateException("cannot call mincore(2)", failure);
        }
    }
}
