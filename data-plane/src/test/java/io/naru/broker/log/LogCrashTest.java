package io.naru.broker.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.disk.CrashDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The power fails at random steps: `-Dnaru.crash.seeds=1000` for more seeds, `-Dnaru.crash.first=N` to begin at
/// one.
class LogCrashTest {
    private static final long SEEDS = Long.getLong("naru.crash.seeds", 200);
    private static final long FIRST = Long.getLong("naru.crash.first", 0);

    @Test
    void losesNothingDurableAndShowsNothingTwiceOrTorn() throws IOException {
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            LogSimulation.run(seed, disk -> {});
        }
    }

    @ParameterizedTest
    @EnumSource
    void everySyncIsNeeded(Forgotten forgotten) {
        assertThat(failsFor(forgotten.sabotage::accept))
                .as("without the sync of " + forgotten + " a run has to fail")
                .isTrue();
    }

    /// A sync that the log forgets, or a write that would give it something to do.
    enum Forgotten {
        FOUND_LOG(at("Recovery.scan log")),
        FOUND_LOG_WRITTEN_ANEW(disk -> disk.forgetWrites(call -> call.site().equals("Recovery.writeAnew writing log"))),
        LEADER_EPOCHS_NAME(at("Checkpoints.writeEpochs directory")),
        COMPACTED_INDEX(at("CleanedSegment.writeIndex index.cleaned")),
        COMPACTED_TIME_INDEX(at("CleanedSegment.writeIndex timeindex.cleaned")),
        COMPACTION_PLAN_NAME(at("CompactionSwap.begin directory")),
        LOG(disk -> disk.ignoreSyncOf(path -> named(path, ".log"))),
        INDEX(disk -> disk.ignoreSyncOf(path -> named(path, ".index"))),
        TIME_INDEX(disk -> disk.ignoreSyncOf(path -> named(path, ".timeindex"))),
        PARTITION_DIRECTORY(disk -> disk.ignoreDirectorySyncsOf(path -> path.equals(Logs.DIRECTORY))),
        TOPIC_DIRECTORY(disk -> disk.ignoreDirectorySyncsOf(path -> path.equals(Logs.DIRECTORY.getParent()))),
        DATA_DIRECTORY(disk -> disk.ignoreDirectorySyncsOf(
                path -> path.equals(Logs.DIRECTORY.getParent().getParent()))),
        LOG_START(disk -> disk.ignoreSyncOf(path -> named(path, "log-start.tmp"))),
        LEADER_EPOCHS(disk -> disk.ignoreSyncOf(path -> named(path, "leader-epochs.tmp"))),
        CLEANED_UP_TO(disk -> disk.ignoreSyncOf(path -> named(path, "cleaned-up-to.tmp"))),
        COMPACTION_SWAP(disk -> disk.ignoreSyncOf(path -> named(path, "compaction-swap.tmp"))),
        COMPACTED_SEGMENT(disk -> disk.ignoreSyncOf(path -> named(path, ".log.cleaned"))),
        TRUNCATED_SEGMENT(disk -> disk.ignoreSyncOf(path -> named(path, ".log.truncated")));

        private final Consumer<CrashDisk> sabotage;

        Forgotten(Consumer<CrashDisk> sabotage) {
            this.sabotage = sabotage;
        }
    }

    private static Consumer<CrashDisk> at(String site) {
        return disk -> disk.forgetSyncs(call -> call.site().equals(site));
    }

    private static boolean named(Path path, String end) {
        return path.toString().endsWith(end);
    }

    private static boolean failsFor(LogSimulation.Sabotage sabotage) {
        for (long seed = 0; seed < 2_000; seed++) {
            try {
                LogSimulation.run(seed, sabotage);
            } catch (AssertionError | RuntimeException | IOException expected) {
                return true;
            }
        }
        return false;
    }
}
