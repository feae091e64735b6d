package io.naru.broker.controller;

import io.naru.broker.metadata.BrokerImage;
import io.naru.broker.metadata.PartitionImage;
import io.naru.broker.metadata.TopicImage;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePVector;

/// The parts of an image as bytes, shared by commands, changes and snapshots. Additive changes only,
/// under a new version
/// of what contains them.
final class Images {
    private Images() {}

    static void write(BinaryWriter writer, BrokerImage broker) {
        writer.i32(broker.id())
                .text(broker.clientHost())
                .i32(broker.clientPort())
                .text(broker.systemHost())
                .i32(broker.systemPort())
                .text(broker.rack());
    }

    static BrokerImage broker(BinaryReader reader) {
        return new BrokerImage(
                reader.i32(), reader.text(), reader.i32(), reader.text(), reader.i32(), reader.textOrNull());
    }

    static void write(BinaryWriter writer, TopicImage topic) {
        writer.uuid(topic.id())
                .text(topic.cluster())
                .text(topic.name())
                .i16(topic.replicationFactor())
                .list(topic.partitions(), Images::write);
        EntryCodec.texts(writer, topic.configs()).flag(topic.internal());
    }

    static TopicImage topic(BinaryReader reader) {
        return new TopicImage(
                reader.uuid(),
                reader.text(),
                reader.text(),
                reader.i16(),
                TreePVector.from(reader.list(Images::partition)),
                HashTreePMap.from(EntryCodec.texts(reader)),
                reader.flag());
    }

    static void write(BinaryWriter writer, PartitionImage partition) {
        writer.i32(partition.leader())
                .i32(partition.leaderEpoch())
                .integers(partition.replicas())
                .integers(partition.inSyncReplicas());
    }

    static PartitionImage partition(BinaryReader reader) {
        return new PartitionImage(
                reader.i32(), reader.i32(), TreePVector.from(reader.integers()), TreePVector.from(reader.integers()));
    }
}
