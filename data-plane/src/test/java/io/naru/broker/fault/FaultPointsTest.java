package io.naru.broker.fault;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A running broker dies at every fault point in turn, before and after the step, while a tenant works; it starts again
/// and is looked at. By default some deaths chosen by a seed; `-Dnaru.seed=N` replays those, `-Dnaru.death=D` the one
/// that a failed test is named by, `-Dnaru.long=true` walks all.
class FaultPointsTest {
    private static final int DEATHS_BY_DEFAULT = 6;
    private static final int MOST_PASSES = 4;

    @TempDir
    private static Path directory;

    private static Life life;

    /// One data directory, the broker on it, and what that broker has promised.
    private static final class Life {
        private final Path home;
        private final Ledger ledger = new Ledger();
        private FaultyBrokerProcess broker;
        private boolean isSpoiled;

        private Life(Path home) throws Exception {
            this.home = home;
            this.broker = FaultyBrokerProcess.start(home);
            Work.prepare(broker);
        }

        private void diesAtWork(Death death) throws Exception {
            broker.diesAt(death);
            Work work = Work.start(broker, ledger);
            try {
                broker.awaitDeath();
            } finally {
                work.end();
            }
        }

        private void diesStopping(Death death) throws Exception {
            broker.diesAt(death);
            broker.stop();
            broker.awaitDeath();
        }

        private void diesStarting(Death death) throws Exception {
            broker.stop();
            broker.awaitStopped();
            FaultyBrokerProcess.diesStarting(home, death);
        }

        private void startsAgainAndIsWhole() throws Exception {
            broker.close();
            broker = FaultyBrokerProcess.start(home);
            try (Audit audit = new Audit(broker, FaultyBrokerProcess.data(home), ledger)) {
                audit.check();
            } catch (Exception | AssertionError broken) {
                throw new AssertionError("the broker says: " + broker.said(), broken);
            }
        }
    }

    @BeforeAll
    static void start() throws Exception {
        life = new Life(Files.createDirectory(directory.resolve("long-life")));
    }

    @AfterAll
    static void end() {
        life.broker.close();
    }

    static Stream<Death> deaths() {
        String one = System.getProperty("naru.death");
        if (one != null) {
            return Stream.of(Death.parse(one));
        }
        long seed = Long.getLong("naru.seed", System.nanoTime());
        System.out.println("seed of the deaths: " + seed);
        Random random = new Random(seed);
        List<Death> all = new ArrayList<>();
        for (FaultPoint point : FaultPoint.values()) {
            for (Death.Moment moment : Death.Moment.values()) {
                int pass = point.when() == FaultPoint.When.WORK ? 1 + random.nextInt(MOST_PASSES) : 1;
                all.add(new Death(point, moment, pass));
            }
        }
        if (Boolean.getBoolean("naru.long")) {
            return all.stream();
        }
        Collections.shuffle(all, random);
        return all.stream().limit(DEATHS_BY_DEFAULT);
    }

    @ParameterizedTest
    @MethodSource("deaths")
    void whatWasAcknowledgedIsThereAndTheRestWhollyOrNotAtAll(Death death) throws Exception {
        if (life.isSpoiled) {
            life.broker.close();
            life = new Life(Files.createTempDirectory(directory, "long-life"));
        }
        life.isSpoiled = true;
        switch (death.point().when()) {
            case FIRST_START -> diesBeforeItHasPromisedAnything(death);
            case START -> life.diesStarting(death);
            case WORK -> life.diesAtWork(death);
            case STOP -> life.diesStopping(death);
        }
        life.startsAgainAndIsWhole();
        life.isSpoiled = false;
    }

    @Test
    void whatATopicKeptIsRemovedAfterADeathBeforeItWas() throws Exception {
        whatWasAcknowledgedIsThereAndTheRestWhollyOrNotAtAll(
                new Death(FaultPoint.TOPIC_DIRECTORY_RENAME, Death.Moment.BEFORE, 1));
    }

    private static void diesBeforeItHasPromisedAnything(Death death) throws Exception {
        Path home = Files.createTempDirectory(directory, "short-life");
        FaultyBrokerProcess.diesStarting(home, death);
        Life another = new Life(home);
        another.diesAtWork(new Death(FaultPoint.JOURNAL_WRITE, Death.Moment.AFTER, 2));
        another.startsAgainAndIsWhole();
        another.broker.close();
    }
}
