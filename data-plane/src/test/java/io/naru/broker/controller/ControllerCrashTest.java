package io.naru.broker.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.naru.broker.disk.CrashDisk;
import io.naru.broker.disk.PowerLoss;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The power fails, the process dies, or a sync fails, at any operation of the disk, again and again. What was
/// acknowledged stays; what was once shown after a start stays; the state is always that of a prefix of the commands,
/// each applied once.
class ControllerCrashTest {
    private static final long SEEDS = Long.getLong("naru.crash.seeds", 100);

    @Test
    void keepsEveryAcknowledgedCommandAndAppliesNoneTwice() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            long failing = seed;
            assertThatCode(() -> new Run(failing, _ -> false).check())
                    .as("seed %d", seed)
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LocalJournal.poll",
                "LocalJournal.readSegment",
                "LocalJournal.openNewSegment",
                "LocalJournal.makeDirectory",
                "LocalJournal.makeNamesDurable",
                "AtomicFile.write"
            })
    void everySyncIsNeeded(String place) {
        boolean missed = LongStream.rangeClosed(1, 3_000).anyMatch(seed -> fails(seed, calledFrom(place)));

        assertThat(missed).as("without the sync in %s something is lost", place).isTrue();
    }

    /// The sync of the last group may have failed in the process before.
    @Test
    void writingTheLastGroupAnewIsNeeded() {
        boolean missed = LongStream.rangeClosed(1, 3_000).anyMatch(seed -> {
            Run run = new Run(seed, _ -> false);
            run.disk.forgetWrites(call -> call.site().equals("LocalJournal.writeAnew writing journal"));
            return fails(run);
        });

        assertThat(missed).isTrue();
    }

    private static boolean fails(long seed, Predicate<Path> ignoredSyncs) {
        return fails(new Run(seed, ignoredSyncs));
    }

    private static boolean fails(Run run) {
        try {
            run.check();
            return false;
        } catch (IOException | RuntimeException | AssertionError lost) {
            return true;
        }
    }

    /// Whether the sync is asked for by that method.
    private static Predicate<Path> calledFrom(String place) {
        return _ -> StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> !frame.getClassName().contains("CrashDisk")
                                && !frame.getClassName().contains("ControllerCrashTest"))
                        .findFirst()
                        .map(frame -> frame.getClassName().endsWith("." + place.substring(0, place.indexOf('.')))
                                && frame.getMethodName().equals(place.substring(place.indexOf('.') + 1)))
                        .orElse(false));
    }

    /// One seed's life of a controller.
    private static final class Run {
        private static final Path DIRECTORY = Path.of("/data/controller");
        private static final ControllerSettings SETTINGS = new ControllerSettings(64, 7, 2_000, Long.MAX_VALUE / 2);
        private static final int LIVES = 5;

        private final Random random;
        private final CrashDisk disk;
        private final History history;
        /// The commands the journal may hold, and the states they lead to, one more than commands.
        private final List<Command> commands = new ArrayList<>();

        private final List<CellState> states = new ArrayList<>(List.of(CellState.EMPTY));
        private int acknowledged;

        Run(long seed, Predicate<Path> ignoredSyncs) {
            this.random = new Random(seed);
            this.disk = new CrashDisk(seed);
            this.history = new History(random);
            disk.ignoreSyncOf(ignoredSyncs);
            disk.ignoreDirectorySyncsOf(ignoredSyncs);
        }

        void check() throws IOException {
            disk.createDirectories(DIRECTORY.getParent());
            disk.syncDirectory(DIRECTORY.getRoot());
            for (int life = 0; life < LIVES; life++) {
                disk.crashAtOperation(1 + random.nextInt(60));
                live();
                disk.failSyncs(_ -> false);
                if (random.nextInt(3) == 0) {
                    disk.kill();
                } else {
                    disk.crash();
                }
                disk.neverCrash();
                recoverAndCompare();
                if (random.nextBoolean()) {
                    disk.crash();
                    recoverAndCompare();
                }
            }
        }

        private void live() throws IOException {
            var stepped = new SteppedEnvironment(random.nextLong());
            Controller controller;
            try {
                controller = start(stepped);
            } catch (PowerLoss atTheStart) {
                return;
            }
            try {
                submitUntilTheEnd(controller, stepped);
            } catch (PowerLoss atWork) {
                assertThat(disk.isDown()).isTrue();
            }
        }

        private void submitUntilTheEnd(Controller controller, SteppedEnvironment stepped) {
            while (controller.failure() == null) {
                if (random.nextInt(20) == 0) {
                    disk.failSyncs(path -> path.toString().endsWith(".journal"));
                }
                List<CompletableFuture<CommandResult>> group = new ArrayList<>();
                for (int command = 0; command <= random.nextInt(4); command++) {
                    commands.add(history.next());
                    group.add(controller.submit(commands.getLast()).toCompletableFuture());
                    states.add(after(states.getLast(), commands.getLast(), stepped.wallMs()));
                }
                stepped.settle();
                if (controller.failure() == null) {
                    group.forEach(outcome -> assertThat(outcome).isDone());
                    acknowledged = commands.size();
                }
                if (random.nextInt(3) == 0) {
                    stepped.runBackground();
                }
            }
        }

        private Controller start(SteppedEnvironment stepped) throws IOException {
            var controller = new Controller(
                    stepped.environment(), disk, DIRECTORY, SETTINGS, (_, _, _, applied) -> applied.run());
            // Commands come from the history alone.
            controller.purgeWith(_ -> new CompletableFuture<Void>());
            controller.start();
            return controller;
        }

        private void recoverAndCompare() throws IOException {
            var stepped = new SteppedEnvironment(random.nextLong());
            Controller controller = start(stepped);
            int found = commands.size();
            while (found >= acknowledged
                    && !controller.image().equals(states.get(found).image())) {
                found--;
            }
            assertThat(found).as("a state from the acknowledged one on").isGreaterThanOrEqualTo(acknowledged);
            assertThat(followed(stepped, controller))
                    .containsExactlyElementsOf(states.get(found).changes().values());
            commands.subList(found, commands.size()).clear();
            states.subList(found + 1, states.size()).clear();
            acknowledged = found;
        }

        private static List<Change> followed(SteppedEnvironment stepped, Controller controller) {
            List<Change> changes = new ArrayList<>();
            controller.follow(0, new ChangeFeed.Follower() {
                @Override
                public boolean take(Change change) {
                    return changes.add(change);
                }

                @Override
                public void missed(long afterVersion, long oldestKept) {
                    throw new AssertionError("nothing is missing");
                }
            });
            stepped.settle();
            return changes;
        }

        private static CellState after(CellState before, Command command, long nowMs) {
            var entry = new Entry(nowMs, 1, before.index() + 1, command);
            return before.after(before.index() + 1, entry, Decider.decide(before, entry));
        }
    }
}
