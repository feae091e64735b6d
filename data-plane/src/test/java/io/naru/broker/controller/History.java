package io.naru.broker.controller;

import io.naru.broker.controller.Command.ConfigChange;
import io.naru.broker.controller.Command.SetClusterState.Wanted;
import io.naru.broker.metadata.BrokerImage;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/// Random commands over few names and ids, so that they meet.
final class History {
    private static final List<String> CLUSTERS = List.of("lkc-1", "lkc-2");
    private final Random random;

    History(Random random) {
        this.random = random;
    }

    Command next() {
        return switch (random.nextInt(28)) {
            case 0, 1 -> registerBroker();
            case 2, 3, 4, 5, 6, 7 -> createTopic();
            case 8, 9 -> new Command.DeleteTopic(cluster(), id(), "sa-1");
            case 10, 11 ->
                new Command.CreatePartitions(
                        cluster(), id(), Command.Layout.of(1 + random.nextInt(8), 3), "sa-1", limits());
            case 12, 13, 14 ->
                new Command.ChangeTopicConfigs(cluster(), id(), List.of(configChange(), configChange()), "sa-2");
            case 15 -> new Command.AllocateProducerIds(1 + random.nextInt(3));
            case 16 -> new Command.SetClusterState(cluster(), new Wanted.Active());
            case 17 -> new Command.SetClusterState(cluster(), new Wanted.Deleting(random.nextInt(10)));
            case 18 -> new Command.PurgeCluster(cluster(), random.nextInt(20));
            case 19 -> new Command.RaiseFeatureLevel(2);
            case 20, 21, 22 ->
                new Command.BinTopic(cluster(), id(), "sa-3", 1 + random.nextInt(40), 1 + random.nextInt(3));
            case 23, 24, 25 ->
                new Command.RestoreTopic(
                        cluster(), id(), binnedVersion(), "topic-" + random.nextInt(4), "sa-3", limits());
            case 26 ->
                random.nextBoolean()
                        ? new Command.PurgeBinnedTopic(cluster(), id(), binnedVersion(), "sa-3")
                        : new Command.ExpireBin(cluster());
            default -> new Command.ConfirmPurge(cluster());
        };
    }

    private long binnedVersion() {
        return 1 + random.nextInt(40);
    }

    private Command registerBroker() {
        int id = 1 + random.nextInt(3);
        return new Command.RegisterBroker(
                new BrokerImage(id, "host-" + id, 9092, "host-" + id, 9093, random.nextBoolean() ? "a" : null));
    }

    private Command createTopic() {
        var layout = random.nextInt(4) == 0
                ? new Command.Layout(2, (short) -1, List.of(List.of(1 + random.nextInt(3)), List.of(1)))
                : Command.Layout.of(1 + random.nextInt(4), random.nextBoolean() ? 1 : 3);
        return new Command.CreateTopic(
                cluster(),
                "topic-" + random.nextInt(4),
                id(),
                layout,
                random.nextBoolean() ? Map.of() : Map.of("retention.ms", "1000", "cleanup.policy", "delete"),
                "sa-1",
                limits());
    }

    private ConfigChange configChange() {
        return switch (random.nextInt(5)) {
            case 0 -> new ConfigChange.Set("retention.ms", String.valueOf(random.nextInt(3)));
            case 1 -> new ConfigChange.Delete("retention.ms");
            case 2 -> new ConfigChange.Append("cleanup.policy", List.of("compact"), List.of("delete"));
            case 3 -> new ConfigChange.Subtract("cleanup.policy", List.of("delete"), List.of("delete"));
            default -> new ConfigChange.Set("naru.deletion.protection", String.valueOf(random.nextBoolean()));
        };
    }

    private Command.Limits limits() {
        return random.nextInt(4) == 0 ? new Command.Limits(2, 6) : Command.Limits.NONE;
    }

    private String cluster() {
        return CLUSTERS.get(random.nextInt(CLUSTERS.size()));
    }

    private UUID id() {
        return new UUID(1, random.nextInt(6));
    }
}
