package io.naru.broker.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/// A file system with POSIX' promises and no more: what a file holds is durable after a sync of that file, what a
/// directory names (a created, renamed or deleted entry) only after a sync of that directory. Safe for any thread.
public interface Disk {
    /// How a file is opened.
    enum Open {
        /// For reading and writing; it must not exist.
        CREATE_NEW,
        /// For reading and writing; it must exist.
        READ_WRITE,
        /// For reading; it must exist.
        READ_ONLY
    }

    /// Opens a file.
    ///
    /// @throws java.nio.file.NoSuchFileException if it must exist and does not
    /// @throws java.nio.file.FileAlreadyExistsException if it must not exist and does
    DiskFile open(Path path, Open mode) throws IOException;

    /// Makes a directory and the missing ones above it. Their entries are durable once each parent is synced.
    void createDirectories(Path directory) throws IOException;

    /// Makes the entries of a directory durable.
    void syncDirectory(Path directory) throws IOException;

    /// Gives a file another name, atomically replacing a file that has it.
    void rename(Path from, Path to) throws IOException;

    /// Removes a file or an empty directory; nothing happens if there is none. An open file stays readable.
    void delete(Path path) throws IOException;

    /// Removes a directory and all beneath it, or a file; nothing happens if there is none.
    void deleteRecursively(Path path) throws IOException;

    /// The entries of a directory, sorted; empty if there is no such directory.
    List<Path> list(Path directory) throws IOException;

    boolean exists(Path path) throws IOException;

    /// Bytes this process may still write on the file system that holds a path.
    long usableBytes(Path path) throws IOException;

    /// The group commit: when it returns, the content and size of every file is durable. A failure may belong to
    /// any of them: none may be taken as durable, and a second try proves nothing.
    void syncAll(Collection<? extends DiskFile> files) throws IOException;
}
