package io.naru.broker.partition;

import io.naru.broker.disk.AtomicFile;
import io.naru.broker.disk.Disk;
import io.naru.broker.disk.DiskFile;
import io.naru.broker.log.OpenFiles;
import io.naru.broker.log.PartitionLog;
import io.naru.broker.metadata.TopicImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where partitions lie on disk (`<directory>/<topic id>/<partition>/`) and how one is opened: log recovered, producers
/// remembered, guard and resident given.
final class PartitionFiles {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionFiles.class);
    private static final String CLEAN_STOP = "clean-stop";
    private static final String DELETED = ".deleted";
    private static final byte MARKER_VERSION = 1;

    private final Disk disk;
    private final OpenFiles openFiles;
    private final Path directory;
    private final PartitionKinds kinds;
    private boolean stoppedCleanly;

    PartitionFiles(Disk disk, Path directory, PartitionKinds kinds) {
        this.disk = disk;
        this.openFiles = new OpenFiles(disk);
        this.directory = directory;
        this.kinds = kinds;
    }

    /// Takes the marker of a clean stop away before anything is opened, and finishes deletions that a stop cut short.
    void prepare() throws IOException {
        disk.createDirectories(directory);
        AtomicFile marker = new AtomicFile(disk, directory.resolve(CLEAN_STOP));
        ByteBuffer content = marker.read();
        stoppedCleanly = content != null && content.hasRemaining() && content.get() == MARKER_VERSION;
        if (content != null) {
            marker.delete();
        }
        for (Path entry : disk.list(directory)) {
            if (entry.getFileName().toString().endsWith(DELETED)) {
                disk.deleteRecursively(entry);
            }
        }
    }

    /// Everything is durable already; the marker need not be: if it is lost, the next start looks at logs in vain.
    void markStoppedCleanly() throws IOException {
        Path marker = directory.resolve(CLEAN_STOP);
        disk.delete(marker);
        try (DiskFile file = disk.open(marker, Disk.Open.CREATE_NEW)) {
            file.write(ByteBuffer.wrap(new byte[] {MARKER_VERSION}), 0);
        }
    }

    private Path home(PartitionId id) {
        return directory.resolve(id.topic().toString()).resolve(Integer.toString(id.partition()));
    }

    /// Opens a partition that failed in this process.
    OpenedPartition reopen(TopicImage topic, PartitionId id, int leaderEpoch) throws IOException {
        PartitionSettings settings = kinds.settings(topic);
        PartitionLog log = PartitionLog.open(openFiles, home(id), settings.log(), false);
        return opened(topic, id, leaderEpoch, log);
    }

    OpenedPartition open(TopicImage topic, PartitionId id, int leaderEpoch) throws IOException {
        PartitionSettings settings = kinds.settings(topic);
        PartitionLog log = PartitionLog.open(openFiles, home(id), settings.log(), stoppedCleanly);
        return opened(topic, id, leaderEpoch, log);
    }

    private OpenedPartition opened(TopicImage topic, PartitionId id, int leaderEpoch, PartitionLog log)
            throws IOException {
        AppendGuard guard = kinds.guard(topic);
        ProducerStates producers = restoreProducers(home(id), log);
        if (guard != null) {
            log.view()
                    .replay(
                            log.view().logStartOffset(),
                            log.end(),
                            Integer.MAX_VALUE,
                            batch -> guard.appended(batch.bytes()));
        }
        PartitionSettings settings = kinds.settings(topic);
        return new OpenedPartition(log, producers, settings, leaderEpoch, guard, kinds.resident(topic, id.partition()));
    }

    private ProducerStates restoreProducers(Path home, PartitionLog log) throws IOException {
        long start = log.view().logStartOffset();
        ProducerStates producers = new ProducerStates();
        ByteBuffer snapshot = new AtomicFile(disk, home.resolve(Housekeeping.PRODUCERS_FILE)).read();
        @Nullable Long from = snapshot == null ? null : producers.restore(snapshot);
        if (from == null || from > log.end().offset()) {
            // a snapshot that knows more than the log must not be taken for one of records yet to come
            if (snapshot != null) {
                new AtomicFile(disk, home.resolve(Housekeeping.PRODUCERS_FILE)).delete();
            }
            producers = new ProducerStates();
            from = start;
        }
        ProducerStates restored = producers;
        log.view()
                .replay(
                        Math.max(from, start),
                        log.end(),
                        Integer.MAX_VALUE,
                        batch -> Partition.remember(restored, batch, batch.baseOffset(), batch.maxTimestamp()));
        return producers;
    }

    /// Forgets a topic: out of the way in one step, then file by file.
    ///
    /// @param logs the topic's logs, which nobody uses any more
    void delete(UUID topic, List<PartitionLog> logs) {
        Path home = directory.resolve(topic.toString());
        Path doomed = directory.resolve(topic + DELETED);
        try {
            if (disk.exists(home)) {
                disk.rename(home, doomed);
                disk.syncDirectory(directory);
            }
            for (PartitionLog log : logs) {
                log.delete();
            }
            disk.deleteRecursively(doomed);
        } catch (IOException e) {
            LOG.warn("topic={} could not be deleted from disk, the next start tries again: {}", topic, e.getMessage());
        }
    }
}
