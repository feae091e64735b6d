package io.naru.broker.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.naru.broker.controller.journal.UnusableJournalException;
import io.naru.broker.disk.CrashDisk;
import io.naru.broker.disk.PowerLoss;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A whole broker loses power at random steps, over and over, and must keep what it acknowledged.
/// `-Dnaru.seeds=1000` for the long run; `-Dnaru.seed=N` replays one.
class PowerLossTest {
    private static final int SEEDS = Integer.getInteger("naru.seeds", 100);
    private static final int ROUNDS = 4;
    private static final int MOST_STEPS_A_ROUND = 4_000;

    @Test
    void losesNothingAcknowledgedAndKeepsNothingTwice() {
        Integer one = Integer.getInteger("naru.seed");
        for (int seed = one == null ? 1 : one; seed <= (one == null ? SEEDS : one); seed++) {
            Run run = new Run(seed, disk -> {});
            try {
                run.go();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    @Test
    void replaysASeedExactly() {
        Run first = new Run(7, disk -> {});
        Run second = new Run(7, disk -> {});
        first.go();
        second.go();

        assertThat(second.trace()).isEqualTo(first.trace());
    }

    /// The syncs a broker lives by; without any one of them some seed breaks a promise.
    enum MissingSync {
        LOG(disk -> disk.ignoreSyncOf(
                path -> path.toString().endsWith(".log") && path.toString().contains("/topics/"))),
        JOURNAL(disk -> disk.ignoreSyncOf(path -> path.toString().contains("/controller/"))),
        DIRECTORIES(CrashDisk::ignoreDirectorySyncs);

        private final Consumer<CrashDisk> sabotage;

        MissingSync(Consumer<CrashDisk> sabotage) {
            this.sabotage = sabotage;
        }
    }

    @ParameterizedTest
    @EnumSource(MissingSync.class)
    void noticesAMissingSync(MissingSync missing) {
        assertThatThrownBy(() -> {
                    for (int seed = 1; seed <= SEEDS; seed++) {
                        new Run(seed, missing.sabotage).go();
                    }
                })
                .as("without %s", missing)
                .matches(broken ->
                        broken instanceof AssertionError || broken.getCause() instanceof UnusableJournalException);
    }

    /// Some rounds of work, each ended by a power loss, a kill or an orderly stop, and an audit after each start.
    private static final class Run {
        private final SplittableRandom random;
        private final SimulatedCell cell;
        private final Workload workload;
        private final StringBuilder trace = new StringBuilder();

        Run(long seed, Consumer<CrashDisk> sabotage) {
            this.random = new SplittableRandom(seed);
            this.cell = new SimulatedCell(random);
            this.workload = new Workload(random, cell);
            sabotage.accept(cell.disk());
        }

        void go() {
            for (int round = 0; round < ROUNDS; round++) {
                startWhateverHappens();
                new Audit(cell, workload.promises()).check();
                work();
                workload.brokerGone();
                trace.append(cell.disk().operations()).append(' ');
            }
            startWhateverHappens();
            new Audit(cell, workload.promises()).check();
        }

        /// The power may fail during a start, too.
        private void startWhateverHappens() {
            if (random.nextInt(4) == 0) {
                cell.disk().crashAtOperation(random.nextInt(1, 60));
                try {
                    cell.start();
                    cell.disk().neverCrash();
                    return;
                } catch (PowerLoss lost) {
                    cell.losePower();
                }
            }
            cell.start();
        }

        private void work() {
            cell.disk().crashAtOperation(random.nextInt(1, 400));
            try {
                int steps = random.nextInt(MOST_STEPS_A_ROUND);
                for (int i = 0; i < steps; i++) {
                    workload.step();
                }
                cell.disk().neverCrash();
                end();
            } catch (PowerLoss lost) {
                cell.losePower();
            }
        }

        private void end() {
            switch (random.nextInt(3)) {
                case 0 -> cell.stop();
                case 1 -> cell.kill();
                default -> cell.losePower();
            }
        }

        String trace() {
            return trace + workload.promises().records().toString();
        }
    }
}
