package io.naru.launcher.part;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// What one part prints: kept in a file of bounded size (and the file before it), the last lines in memory.
public final class PartLog {
    private static final long MAX_FILE_BYTES = 16L << 20;
    private static final int KEPT_LINES = 200;

    private final Path file;
    private final Deque<String> lastLines = new ArrayDeque<>();

    PartLog(Path file) {
        this.file = file;
    }

    /// Copies the stream until it ends. A log that cannot be written is no reason to stop reading: the part would
    /// block.
    void copy(InputStream output) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
            Writer writer = open();
            try {
                long written = Files.size(file);
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    remember(line);
                    if (written > MAX_FILE_BYTES) {
                        writer.close();
                        writer = open();
                        written = Files.size(file);
                    }
                    writer.write(line);
                    writer.write('\n');
                    if (!lines.ready()) {
                        writer.flush();
                    }
                    written += line.length() + 1;
                }
            } finally {
                writer.close();
            }
        } catch (IOException unwritable) {
            remember("naru: the log " + file + " can't be written: " + unwritable.getMessage());
            drain(output);
        }
    }

    private static void drain(InputStream output) {
        try {
            output.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException closed) {
            return;
        }
    }

    private Writer open() throws IOException {
        if (Files.exists(file) && Files.size(file) > MAX_FILE_BYTES) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        return Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private synchronized void remember(String line) {
        lastLines.addLast(line);
        if (lastLines.size() > KEPT_LINES) {
            lastLines.removeFirst();
        }
    }

    /// Whether one of the last lines of this run begins so.
    public synchronized boolean hasLineBeginning(String words) {
        return lastLines.stream().anyMatch(line -> line.startsWith(words));
    }

    /// What stands behind `words` in the last line that has them.
    public synchronized Optional<String> lastAfter(String words) {
        for (String line : (Iterable<String>) lastLines::descendingIterator) {
            int at = line.indexOf(words);
            if (at >= 0) {
                return Optional.of(line.substring(at + words.length()).strip());
            }
        }
        return Optional.empty();
    }

    synchronized List<String> tail(int lines) {
        return lastLines.stream().skip(Math.max(0, lastLines.size() - lines)).toList();
    }

    Path file() {
        return file;
    }
}
