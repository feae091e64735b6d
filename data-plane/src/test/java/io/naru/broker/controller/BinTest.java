package io.naru.broker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.controller.Command.SetClusterState.Wanted;
import io.naru.broker.controller.CommandResult.Applied;
import io.naru.broker.controller.CommandResult.Refusal;
import io.naru.broker.controller.CommandResult.Refused;
import io.naru.broker.metadata.BinnedTopic;
import io.naru.broker.metadata.TopicImage;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BinTest {
    private static final String CLUSTER = "lkc-1";
    private static final long GRACE_MS = 1_000;
    private static final int MOST = 3;
    private static final UUID ORDERS = new UUID(7, 7);

    private final SteppedController stepped = new SteppedController();

    @Test
    void aDeletedTopicIsGoneAndItsNameIsFree() {
        create("orders", ORDERS);

        submit(bin(ORDERS));

        assertThat(stepped.image().topic(CLUSTER, "orders")).isNull();
        assertThat(stepped.image().topic(CLUSTER, ORDERS)).isNull();
        assertThat(submit(createCommand("orders", new UUID(8, 8)))).isInstanceOf(Applied.class);
    }

    @Test
    void aRestoredTopicIsWhatItWas() {
        create("orders", ORDERS);
        submit(new Command.ChangeTopicConfigs(
                CLUSTER, ORDERS, List.of(new Command.ConfigChange.Set("retention.ms", "1000")), "sa-1"));
        TopicImage before = stepped.image().topic(CLUSTER, ORDERS);
        submit(bin(ORDERS));

        assertThat(submit(restore("orders"))).isInstanceOf(Applied.class);

        assertThat(stepped.image().topic(CLUSTER, "orders")).isEqualTo(before);
        assertThat(stepped.image().bin().byId()).isEmpty();
    }

    @Test
    void aTopicWhoseNameIsTakenIsRestoredUnderAnother() {
        create("orders", ORDERS);
        submit(bin(ORDERS));
        create("orders", new UUID(8, 8));

        assertThat(refusal(submit(restore("orders")))).isEqualTo(Refusal.TOPIC_EXISTS);
        assertThat(submit(restore("orders-2"))).isInstanceOf(Applied.class);

        assertThat(stepped.image().topic(CLUSTER, "orders-2").id()).isEqualTo(ORDERS);
        assertThat(stepped.image().topic(CLUSTER, "orders").id()).isEqualTo(new UUID(8, 8));
    }

    @Test
    void aWishForAnEarlierDeletionChangesNothing() {
        create("orders", ORDERS);
        submit(bin(ORDERS));
        Command.RestoreTopic first = restore("orders");
        submit(first);
        submit(bin(ORDERS));

        assertThat(refusal(submit(first))).isEqualTo(Refusal.NOT_IN_BIN);
    }

    @Test
    void anotherClustersTopicAnswersAsOneThatNeverWas() {
        create("orders", ORDERS);
        submit(bin(ORDERS));
        long version = binned().version();

        var foreign = new Command.RestoreTopic("lkc-2", ORDERS, version, "orders", "u-1", Command.Limits.NONE);
        var never = new Command.RestoreTopic("lkc-2", new UUID(9, 9), version, "orders", "u-1", Command.Limits.NONE);

        assertThat(submit(foreign)).isEqualTo(submit(never));
    }

    @Test
    void purgesWhatHasBeenInTheBinForItsTime() {
        create("orders", ORDERS);
        submit(bin(ORDERS));

        stepped.passMs(GRACE_MS - 1);
        assertThat(stepped.image().bin().byId()).containsKey(ORDERS);
        stepped.passMs(1);

        assertThat(stepped.image().bin().byId()).isEmpty();
    }

    @Test
    void purgesAtOnceWhenAsked() {
        create("orders", ORDERS);
        submit(bin(ORDERS));

        submit(new Command.PurgeBinnedTopic(CLUSTER, ORDERS, binned().version(), "u-1"));

        assertThat(stepped.image().bin().byId()).isEmpty();
        assertThat(refusal(submit(new Command.PurgeBinnedTopic(CLUSTER, ORDERS, 1, "u-1"))))
                .isEqualTo(Refusal.NOT_IN_BIN);
    }

    @Test
    void theOldestMakeRoom() {
        for (int topic = 0; topic <= MOST; topic++) {
            create("orders-" + topic, new UUID(1, topic));
            submit(bin(new UUID(1, topic)));
        }

        assertThat(stepped.image().bin().of(CLUSTER).keySet())
                .containsExactlyInAnyOrder(new UUID(1, 1), new UUID(1, 2), new UUID(1, 3));
    }

    @Test
    void aClustersPurgeEmptiesItsBin() {
        create("orders", ORDERS);
        submit(bin(ORDERS));
        submit(new Command.SetClusterState(CLUSTER, new Wanted.Deleting(0)));

        submit(new Command.PurgeCluster(CLUSTER, 0));

        assertThat(stepped.image().bin().byId()).isEmpty();
    }

    @Test
    void doesNotRestoreBeyondTheLimits() {
        create("orders", ORDERS);
        submit(bin(ORDERS));
        var limited = new Command.RestoreTopic(
                CLUSTER, ORDERS, binned().version(), "orders", "u-1", new Command.Limits(1, 5));

        assertThat(refusal(submit(limited))).isEqualTo(Refusal.LIMIT_REACHED);
    }

    @Test
    void aProtectedTopicDoesNotGoToTheBin() {
        create("orders", ORDERS);
        submit(new Command.ChangeTopicConfigs(
                CLUSTER, ORDERS, List.of(new Command.ConfigChange.Set("naru.deletion.protection", "true")), "sa-1"));

        assertThat(refusal(submit(bin(ORDERS)))).isEqualTo(Refusal.DELETION_PROTECTED);
    }

    /// Journals and snapshots from before the bin hold no other commands than these.
    @Test
    void aStateBelowItsFeatureLevelHasNoBinAndIsWrittenAsBefore() {
        CellState old = CellState.EMPTY;
        old = after(old, 1, new Command.RegisterBroker(stepped.image().brokers().get(1)));
        old = after(old, 2, createCommand("orders", ORDERS));

        assertThat(refusal(Decider.decide(old, new Entry(0, 1, 3, bin(ORDERS))).result()))
                .isEqualTo(Refusal.UNSUPPORTED);
        CellState deleted = after(old, 3, new Command.DeleteTopic(CLUSTER, ORDERS, "sa-1"));
        assertThat(deleted.image().bin().byId()).isEmpty();
        ByteBuffer snapshot = StateCodec.encode(old);
        assertThat(snapshot.get(0)).isEqualTo((byte) 1);
        assertThat(StateCodec.decode(snapshot)).isEqualTo(old);
    }

    @Test
    void aSnapshotKeepsTheBin() {
        CellState state = after(CellState.EMPTY, 1, new Command.RaiseFeatureLevel(Controller.FEATURE_LEVEL));
        state = after(
                state, 2, new Command.RegisterBroker(stepped.image().brokers().get(1)));
        state = after(state, 3, createCommand("orders", ORDERS));
        state = after(state, 4, bin(ORDERS));

        assertThat(state.image().bin().byId()).containsKey(ORDERS);
        assertThat(StateCodec.decode(StateCodec.encode(state)).image()).isEqualTo(state.image());
    }

    private static CellState after(CellState before, long sequence, Command command) {
        var entry = new Entry(5, 1, sequence, command);
        return before.after(before.index() + 1, entry, Decider.decide(before, entry));
    }

    private BinnedTopic binned() {
        return stepped.image().bin().topic(CLUSTER, ORDERS);
    }

    private void create(String name, UUID id) {
        submit(createCommand(name, id));
    }

    private static Command createCommand(String name, UUID id) {
        return new Command.CreateTopic(
                CLUSTER, name, id, Command.Layout.of(6, 3), Map.of(), "sa-1", Command.Limits.NONE);
    }

    private static Command bin(UUID topic) {
        return new Command.BinTopic(CLUSTER, topic, "sa-1", GRACE_MS, MOST);
    }

    private Command.RestoreTopic restore(String name) {
        return new Command.RestoreTopic(CLUSTER, ORDERS, binned().version(), name, "u-1", Command.Limits.NONE);
    }

    private CommandResult submit(Command command) {
        var outcome = stepped.controller().submit(command).toCompletableFuture();
        stepped.settle();
        return outcome.join();
    }

    private static Refusal refusal(CommandResult result) {
        return ((Refused) result).reason();
    }
}
