package io.naru.broker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.controller.CommandResult.Applied;
import io.naru.broker.controller.CommandResult.Refusal;
import io.naru.broker.controller.CommandResult.Refused;
import io.naru.broker.disk.CrashDisk;
import io.naru.broker.disk.RealDisk;
import io.naru.broker.metadata.BrokerImage;
import io.naru.broker.metadata.ClusterState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControllerTest {
    private static final UUID ORDERS = new UUID(7, 7);

    @TempDir
    Path directory;

    private final SteppedEnvironment stepped = new SteppedEnvironment(1);
    private final List<Runnable> notApplied = new ArrayList<>();
    private boolean appliesAtOnce = true;
    private Controller controller;

    @BeforeEach
    void start() throws IOException {
        controller = controller(ControllerSettings.DEFAULT);
    }

    @Test
    void placesATopicOnTheBrokersThereAre() {
        submit(create("orders", ORDERS));

        assertThat(controller.image().topic("lkc-1", "orders").partitions())
                .hasSize(6)
                .allSatisfy(partition -> assertThat(partition.replicas()).containsExactly(1));
    }

    @Test
    void answersACreateOnlyWhenTheBrokerServesIt() {
        appliesAtOnce = false;
        var outcome = controller.submit(create("orders", ORDERS)).toCompletableFuture();
        stepped.settle();
        assertThat(outcome).isNotDone();

        notApplied.forEach(Runnable::run);

        assertThat(outcome).isCompletedWithValueMatching(Applied.class::isInstance);
    }

    @Test
    void givesUpWaitingAfterTheTimeout() {
        appliesAtOnce = false;
        var outcome = controller.submit(create("orders", ORDERS), 1_000).toCompletableFuture();
        stepped.settle();

        stepped.passMs(1_000);
        stepped.settle();

        assertThat(outcome.join())
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Refusal.TIMED_OUT));
    }

    @Test
    void refusesCommandsBeyondItsQueue() {
        var outcomes = new ArrayList<CompletableFuture<CommandResult>>();
        for (int sent = 0; sent <= ControllerSettings.DEFAULT.queuedCommands(); sent++) {
            outcomes.add(controller.submit(new Command.AllocateProducerIds(1)).toCompletableFuture());
        }

        assertThat(outcomes.getLast().join())
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Refusal.BUSY));
    }

    @Test
    void refusesACommandThatIsTooLarge() {
        var tooLarge = new Command.ChangeTopicConfigs(
                "lkc-1",
                ORDERS,
                List.of(new Command.ConfigChange.Set("retention.ms", "1".repeat(Command.LARGEST_BYTES))),
                "sa-1");

        assertThat(refusal(submit(tooLarge))).isEqualTo(Refusal.TOO_LARGE);
    }

    @Test
    void findsEverythingAgainAfterARestart() throws IOException {
        submit(create("orders", ORDERS));
        submit(new Command.ChangeTopicConfigs(
                "lkc-1", ORDERS, List.of(new Command.ConfigChange.Set("retention.ms", "1000")), "sa-1"));
        var before = controller.image();
        controller.stop();

        controller = controller(ControllerSettings.DEFAULT);

        assertThat(controller.image()).isEqualTo(before);
        assertThat(controller.image().topic("lkc-1", ORDERS).configs()).isEqualTo(Map.of("retention.ms", "1000"));
    }

    @Test
    void startsFromASnapshotAndTheJournalBehindIt() throws IOException {
        var oftenSnapshots = new ControllerSettings(1_024, 3, 1 << 20, 0);
        controller.stop();
        controller = controller(oftenSnapshots);
        for (int topic = 0; topic < 20; topic++) {
            submit(create("orders-" + topic, new UUID(1, topic)));
            stepped.runBackground();
        }
        var before = controller.image();
        assertThat(directory.resolve("snapshot")).exists();
        controller.stop();

        controller = controller(oftenSnapshots);

        assertThat(controller.image()).isEqualTo(before);
    }

    @Test
    void purgesADeletedClusterAfterItsGracePeriodAndNotBefore() {
        var purged = new ArrayList<String>();
        controller.purgeWith(cluster -> {
            purged.add(cluster);
            return CompletableFuture.completedFuture(null);
        });
        submit(create("orders", ORDERS));
        submit(new Command.SetClusterState("lkc-1", new Command.SetClusterState.Wanted.Deleting(0)));
        stepped.passMs(ControllerSettings.DEFAULT.graceMs() - 1);
        stepped.settle();
        assertThat(controller.image().topics("lkc-1")).hasSize(1);

        stepped.passMs(1);
        stepped.settle();

        assertThat(controller.image().topics("lkc-1")).isEmpty();
        assertThat(controller.image().clusters()).containsEntry("lkc-1", new ClusterState.Purged());
        assertThat(purged).containsExactly("lkc-1");
    }

    @Test
    void triesAgainToPurgeWhenTheGroupsCouldNotBeRemoved() {
        var attempts = new ArrayList<String>();
        controller.purgeWith(cluster -> {
            attempts.add(cluster);
            return attempts.size() == 1
                    ? CompletableFuture.failedFuture(new IOException("not now"))
                    : CompletableFuture.completedFuture(null);
        });
        submit(new Command.SetClusterState("lkc-1", new Command.SetClusterState.Wanted.Deleting(0)));
        stepped.passMs(ControllerSettings.DEFAULT.graceMs());
        stepped.settle();
        assertThat(controller.image().clusters().get("lkc-1")).isInstanceOf(ClusterState.Purging.class);

        stepped.passMs(10_000);
        stepped.settle();

        assertThat(attempts).hasSize(2);
        assertThat(controller.image().clusters()).containsEntry("lkc-1", new ClusterState.Purged());
    }

    @Test
    void handsEveryChangeToAFollowerAtItsOwnPace() {
        var taken = new ArrayList<Long>();
        var offered = new ArrayList<Long>();
        controller.follow(1, new ChangeFeed.Follower() {
            @Override
            public boolean take(Change change) {
                offered.add(change.version());
                if (offered.size() % 2 == 0) {
                    taken.add(change.version());
                    return true;
                }
                return false;
            }

            @Override
            public void missed(long afterVersion, long oldestKept) {
                throw new AssertionError("nothing is missing");
            }
        });
        submit(create("orders", ORDERS));
        submit(new Command.DeleteTopic("lkc-1", ORDERS, "sa-1"));

        for (int turn = 0; turn < 10; turn++) {
            controller.doWork();
        }

        assertThat(taken).containsExactly(2L, 3L);
    }

    @Test
    void tellsAFollowerWhatItHasMissed() {
        for (int allocated = 0; allocated < ChangeFeed.KEPT_CHANGES + 10; allocated++) {
            controller.submit(new Command.AllocateProducerIds(1));
            if (allocated % 200 == 0) {
                stepped.settle();
            }
        }
        stepped.settle();
        var missed = new ArrayList<Long>();
        var taken = new ArrayList<Long>();
        controller.follow(3, new ChangeFeed.Follower() {
            @Override
            public boolean take(Change change) {
                return taken.add(change.version());
            }

            @Override
            public void missed(long afterVersion, long oldestKept) {
                missed.addAll(List.of(afterVersion, oldestKept));
            }
        });

        stepped.settle();

        // Registering the broker was the first change.
        assertThat(missed).containsExactly(3L, 12L);
        assertThat(taken).hasSize(ChangeFeed.KEPT_CHANGES).startsWith(12L);
    }

    @Test
    void checksWithoutChangingAnything() {
        var before = controller.image();

        assertThat(controller.check(create("orders", ORDERS))).isInstanceOf(Applied.class);

        assertThat(controller.image()).isSameAs(before);
    }

    @Test
    void refusesAFeatureLevelItDoesNotKnow() {
        assertThat(refusal(submit(new Command.RaiseFeatureLevel(Controller.FEATURE_LEVEL + 1))))
                .isEqualTo(Refusal.UNSUPPORTED);
    }

    @Test
    void stopsForGoodWhenItsJournalCannotBeWritten() throws IOException {
        var disk = new CrashDisk(1);
        controller = new Controller(
                stepped.environment(),
                disk,
                Path.of("/c"),
                ControllerSettings.DEFAULT,
                (_, _, _, applied) -> applied.run());
        controller.start();
        disk.failSyncs(_ -> true);

        assertThat(refusal(submit(create("orders", ORDERS)))).isEqualTo(Refusal.STOPPED);
        disk.failSyncs(_ -> false);

        assertThat(refusal(submit(create("orders", ORDERS)))).isEqualTo(Refusal.STOPPED);
        assertThat(controller.failure()).contains("Input/output error").contains("must be started again");
        assertThat(controller.image().topics("lkc-1")).isEmpty();
    }

    @Test
    void refusesWhatComesAfterTheStop() {
        controller.stop();

        assertThat(refusal(controller
                        .submit(create("orders", ORDERS))
                        .toCompletableFuture()
                        .join()))
                .isEqualTo(Refusal.STOPPED);
    }

    private Controller controller(ControllerSettings settings) throws IOException {
        var made = new Controller(
                stepped.environment(), new RealDisk(directory), directory, settings, (_, _, _, applied) -> {
                    if (appliesAtOnce) {
                        applied.run();
                    } else {
                        notApplied.add(applied);
                    }
                });
        made.start();
        made.submit(new Command.RegisterBroker(new BrokerImage(1, "localhost", 9092, "localhost", 9093, null)));
        stepped.settle();
        return made;
    }

    private CommandResult submit(Command command) {
        var outcome = controller.submit(command).toCompletableFuture();
        stepped.settle();
        return outcome.join();
    }

    private static Refusal refusal(CommandResult result) {
        return ((Refused) result).reason();
    }

    private static Command create(String name, UUID id) {
        return new Command.CreateTopic(
                "lkc-1", name, id, Command.Layout.of(6, 3), Map.of(), "sa-1", Command.Limits.NONE);
    }
}
