package io.naru.broker.disk;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Linux' `syncfs(2)`: everything dirty on one file system becomes durable in one call. Holds a descriptor of one
/// directory as long as the process lives.
final class FileSystemSync {
    /// From this kernel on a failed write-back is reported by syncfs; an older one would hide it.
    private static final int REPORTING_MAJOR = 5;

    private static final int REPORTING_MINOR = 8;
    private static final int READ_ONLY_AND_CLOSED_ON_EXEC = 0x80000;
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");
    private static final StructLayout ERRNO = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO_VALUE = ERRNO.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private final MethodHandle syncfs;
    private final int descriptor;
    private final Path directory;

    private FileSystemSync(MethodHandle syncfs, int descriptor, Path directory) {
        this.syncfs = syncfs;
        this.descriptor = descriptor;
        this.directory = directory;
    }

    /// The file system of a directory, or null where this system has no syncfs that reports errors.
    @SuppressWarnings("restricted") // syncfs has no counterpart in java.nio
    static @Nullable FileSystemSync of(Path directory) {
        if (!reportsErrors(System.getProperty("os.name", ""), System.getProperty("os.version", ""))) {
            return null;
        }
        Linker linker = Linker.nativeLinker();
        MemorySegment syncfs = linker.defaultLookup().find("syncfs").orElse(null);
        MemorySegment open = linker.defaultLookup().find("open").orElse(null);
        if (syncfs == null || open == null) {
            return null;
        }
        MethodHandle openHandle = linker.downcallHandle(
                open,
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                Linker.Option.firstVariadicArg(2));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(directory.toString());
            int descriptor = (int) openHandle.invokeExact(name, READ_ONLY_AND_CLOSED_ON_EXEC);
            if (descriptor < 0) {
                return null;
            }
            MethodHandle handle = linker.downcallHandle(
                    syncfs,
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
                    Linker.Option.captureCallState("errno"));
            return new FileSystemSync(handle, descriptor, directory);
        } catch (Throwable failure) {
            throw new IllegalStateException("cannot call open(2)", failure);
        }
    }

    static boolean reportsErrors(String system, String version) {
        Matcher matcher = VERSION.matcher(version);
        if (!system.toLowerCase(Locale.ROOT).startsWith("linux") || !matcher.matches()) {
            return false;
        }
        int major = Integer.parseInt(matcher.group(1));
        return major > REPORTING_MAJOR
                || (major == REPORTING_MAJOR && Integer.parseInt(matcher.group(2)) >= REPORTING_MINOR);
    }

    void sync() throws IOException {
        int answer;
        int errno;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(ERRNO);
            answer = (int) syncfs.invokeExact(state, descriptor);
            errno = (int) ERRNO_VALUE.get(state, 0L);
        } catch (Throwable failure) {
            throw new IllegalStateException("cannot call syncfs(2)", failure);
        }
        if (answer != 0) {
            throw new IOException("syncfs of the file system of " + directory + " failed with error " + errno);
        }
    }
}
