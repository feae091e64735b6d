package io.naru.broker.group;

import io.naru.broker.discovery.BrokerAddresses;
import io.naru.broker.dispatch.ApiHandler;
import io.naru.broker.dispatch.RecordedRequest;
import io.naru.broker.group.coordinator.GroupCoordinator;
import io.naru.broker.group.coordinator.GroupSettings;
import io.naru.broker.group.coordinator.SteppedHost;
import io.naru.broker.metadata.Bin;
import io.naru.broker.metadata.BrokerImage;
import io.naru.broker.metadata.ClusterState;
import io.naru.broker.metadata.MetadataImage;
import io.naru.broker.metadata.PartitionImage;
import io.naru.broker.metadata.TopicImage;
import io.naru.broker.partition.PartitionId;
import io.naru.broker.partition.Resident;
import io.naru.broker.partition.Residents;
import io.naru.broker.tenancy.Principal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PSortedMap;
import org.pcollections.PVector;
import org.pcollections.TreePMap;
import org.pcollections.TreePVector;

/// A broker's groups with all eight coordinators, stepped by hand, and a topic `t` with two partitions in `lkc-1`.
final class Cell implements Residents {
    static final UUID TOPIC_ID = new UUID(4, 4);

    private static final UUID OFFSETS_ID = new UUID(8, 8);
    private static final int PARTITIONS = 8;

    private final List<SteppedHost> hosts = new ArrayList<>();
    private final List<ApiHandler> handlers;
    private MetadataImage image = MetadataImage.EMPTY;
    private @Nullable Unreachable unreachable;

    Cell() {
        this.image = image(topic("lkc-1", "t", TOPIC_ID, 2));
        for (int i = 0; i < PARTITIONS; i++) {
            hosts.add(new SteppedHost(GroupSettings.defaults(), () -> image));
        }
        var groups = new Groups(GroupSettings.defaults(), () -> image, this);
        this.handlers = groups.handlers(new Random(1), new BrokerAddresses(null));
    }

    static TopicImage topic(String cluster, String name, UUID id, int partitions) {
        PVector<PartitionImage> images = TreePVector.from(Collections.nCopies(
                partitions, new PartitionImage(1, 0, TreePVector.singleton(1), TreePVector.singleton(1))));
        return new TopicImage(id, cluster, name, (short) 1, images, HashTreePMap.empty(), false);
    }

    private static MetadataImage image(TopicImage topic) {
        TopicImage offsets = topic(Principal.SYSTEM_CLUSTER, GroupPlacement.TOPIC, OFFSETS_ID, PARTITIONS);
        return new MetadataImage(
                1,
                HashTreePMap.singleton(1, new BrokerImage(1, "client.example", 9092, "system.example", 9093, null)),
                HashTreePMap.<String, ClusterState>empty(),
                HashTreePMap.<String, PSortedMap<String, TopicImage>>singleton(
                                offsets.cluster(), TreePMap.singleton(offsets.name(), offsets))
                        .plus(topic.cluster(), TreePMap.singleton(topic.name(), topic)),
                HashTreePMap.singleton(offsets.id(), offsets).plus(topic.id(), topic),
                Bin.EMPTY);
    }

    /// The topic is deleted and made anew under its name.
    void recreateTopic(UUID id) {
        image = image(topic("lkc-1", "t", id, 2));
    }

    void loseOffsetsTopic() {
        image = MetadataImage.EMPTY;
    }

    void beUnreachable(@Nullable Unreachable reason) {
        unreachable = reason;
    }

    void advanceMs(long ms) {
        hosts.forEach(host -> host.advanceMs(ms));
    }

    RecordedRequest send(ApiKeys api, int version, ApiMessage body) {
        return send(new RecordedRequest(api, version, body));
    }

    RecordedRequest send(RecordedRequest request) {
        handlers.stream()
                .filter(handler -> handler.api() == request.api())
                .findFirst()
                .orElseThrow()
                .handle(request);
        return request;
    }

    @Override
    public <R extends Resident> void call(
            PartitionId partition, Class<R> kind, Consumer<R> action, Consumer<Unreachable> otherwise) {
        if (unreachable != null) {
            otherwise.accept(unreachable);
        } else {
            GroupCoordinator coordinator = hosts.get(partition.partition()).coordinator();
            action.accept(kind.cast(coordinator));
        }
    }
}
