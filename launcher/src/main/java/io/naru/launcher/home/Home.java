package io.naru.launcher.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The folder of one local Naru, and the lock that says a launcher owns it.
///
/// ```
/// version                       layout of this folder
/// run/lock, run/state.json      held and written by the launcher while it runs
/// keys/                         cell secret, token key pair, database passwords, certificates (0700)
/// broker/, broker.properties    the broker's data and configuration
/// postgres/                     binaries and data
/// logs/                         one log per part, bounded
/// local.properties, librdkafka.properties, login.json    written by the control plane
/// ```
public final class Home {
    private static final String LAYOUT = "1";
    private static final long NEEDED_FREE_BYTES = 512L << 20;

    private final Path directory;

    private Home(Path directory) {
        this.directory = directory;
    }

    /// Names a home without touching the disk.
    public static Home at(Path directory) {
        return new Home(directory.toAbsolutePath().normalize());
    }

    /// Makes what is missing and refuses a folder that cannot be used.
    public void prepare() {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw Refusal.of("%s is a file, not a folder; move it away or set NARU_HOME.", directory);
        }
        try {
            for (Path folder : List.of(directory, run(), keys(), logs(), postgres(), broker())) {
                Files.createDirectories(folder);
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
            checkLayout();
        } catch (IOException failed) {
            throw refusal(failed);
        }
        long free = freeBytes();
        if (free < NEEDED_FREE_BYTES) {
            throw Refusal.diskFull(
                    "The disk of %s has only %d MiB left and Naru wants %d MiB to start; free some space or set"
                            + " NARU_HOME to another disk.",
                    directory, free >> 20, NEEDED_FREE_BYTES >> 20);
        }
    }

    private void checkLayout() throws IOException {
        Path version = directory.resolve("version");
        if (!Files.exists(version)) {
            Files.writeString(version, LAYOUT + "\n");
        }
        String found = Files.readString(version).strip();
        if (!found.equals(LAYOUT)) {
            throw Refusal.of(
                    "%s holds layout '%s' and this Naru knows layout %s only; use the Naru that wrote it, or remove it"
                            + " with ./naru down --wipe.",
                    directory, found, LAYOUT);
        }
    }

    /// The sentence for an input or output error in this home.
    public Refusal refusal(IOException failed) {
        String reason = String.valueOf(failed.getMessage());
        if (failed instanceof FileSystemException named && named.getReason() != null) {
            reason = named.getReason() + " (" + named.getFile() + ")";
        }
        if (reason.contains("No space left") || reason.contains("Disk quota exceeded")) {
            return Refusal.diskFull("The disk of %s is full; free some space and start again.", directory);
        }
        if (failed instanceof AccessDeniedException denied) {
            return Refusal.of("%s can't be written; check its owner and permissions.", denied.getFile());
        }
        return Refusal.of("%s can't be used: %s.", directory, reason);
    }

    private long freeBytes() {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException failed) {
            throw refusal(failed);
        }
    }

    /// Takes the home for this process; empty when another launcher has it. Held until closed or the process ends.
    public Optional<FileLock> tryOwn() {
        try {
            FileChannel channel =
                    FileChannel.open(run().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
            }
            return Optional.ofNullable(lock);
        } catch (OverlappingFileLockException _) {
            return Optional.empty();
        } catch (IOException failed) {
            throw refusal(failed);
        }
    }

    public boolean exists() {
        return Files.isDirectory(run());
    }

    /// Deletes everything; the caller owns the home.
    public void wipe() {
        try (Stream<Path> found = Files.walk(directory)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException failed) {
            throw refusal(failed);
        } catch (UncheckedIOException failed) {
            throw refusal(new IOException(failed));
        }
    }

    public Path directory() {
        return directory;
    }

    public Path run() {
        return directory.resolve("run");
    }

    public Path keys() {
        return directory.resolve("keys");
    }

    public Path logs() {
        return directory.resolve("logs");
    }

    public Path postgres() {
        return directory.resolve("postgres");
    }

    public Path broker() {
        return directory.resolve("broker");
    }
}
