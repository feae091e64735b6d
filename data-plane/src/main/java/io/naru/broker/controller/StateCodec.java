package io.naru.broker.controller;

import io.naru.broker.controller.CommandResult.Refusal;
import io.naru.broker.metadata.BinnedTopic;
import io.naru.broker.metadata.ClusterState;
import io.naru.broker.metadata.MetadataImage;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/// The whole state as bytes; equal states are equal bytes. Version (1), index, version of the image,
/// feature level, next
/// producer id, then brokers, clusters, topics, sessions and the latest changes, each in the order of
/// its key. Version 2, from feature level 2 on, has the bin behind the topics.
final class StateCodec {
    private static final int WITHOUT_BIN = 1;
    private static final int VERSION = 2;

    private StateCodec() {}

    static ByteBuffer encode(CellState state) {
        MetadataImage image = state.image();
        boolean withBin = state.featureLevel() >= CellState.LEVEL_OF_THE_BIN;
        var writer = new BinaryWriter()
                .u8(withBin ? VERSION : WITHOUT_BIN)
                .i64(state.index())
                .i64(image.version())
                .i32(state.featureLevel())
                .i64(state.nextProducerId());
        writer.list(new TreeMap<>(image.brokers()).values(), Images::write);
        writer.list(new TreeMap<>(image.clusters()).entrySet(), StateCodec::cluster);
        writer.list(new TreeMap<>(image.topicsById()).values(), Images::write);
        if (withBin) {
            writer.list(new TreeMap<>(image.bin().byId()).values(), StateCodec::binned);
        }
        writer.list(new TreeMap<>(state.sessions()).entrySet(), StateCodec::session);
        writer.list(state.changes().values(), ChangeCodec::write);
        return writer.finish();
    }

    static CellState decode(ByteBuffer bytes) {
        var reader = new BinaryReader(bytes);
        int version = reader.u8();
        if (version != VERSION && version != WITHOUT_BIN) {
            throw new IllegalArgumentException(
                    "the snapshot has version " + version + ", only versions up to " + VERSION + " are known");
        }
        long index = reader.i64();
        MetadataImage image = MetadataImage.EMPTY.withVersion(reader.i64());
        int featureLevel = reader.i32();
        long nextProducerId = reader.i64();
        for (var broker : reader.list(Images::broker)) {
            image = image.withBroker(broker);
        }
        for (var cluster : reader.list(StateCodec::cluster)) {
            image = image.withCluster(cluster.getKey(), cluster.getValue());
        }
        for (var topic : reader.list(Images::topic)) {
            image = image.withTopic(topic);
        }
        if (version != WITHOUT_BIN) {
            for (BinnedTopic binned : reader.list(StateCodec::binned)) {
                image = image.withBinned(binned);
            }
        }
        PMap<Long, ClientSession> sessions = HashTreePMap.empty();
        for (var session : reader.list(StateCodec::session)) {
            sessions = sessions.plus(session.getKey(), session.getValue());
        }
        PSortedMap<Long, Change> changes = TreePMap.empty();
        for (Change change : reader.list(ChangeCodec::change)) {
            changes = changes.plus(change.version(), change);
        }
        return new CellState(index, image, featureLevel, nextProducerId, sessions, changes);
    }

    private static void binned(BinaryWriter writer, BinnedTopic binned) {
        Images.write(writer, binned.topic());
        writer.i64(binned.version()).i64(binned.sinceMs()).i64(binned.untilMs()).text(binned.principal());
    }

    private static BinnedTopic binned(BinaryReader reader) {
        return new BinnedTopic(Images.topic(reader), reader.i64(), reader.i64(), reader.i64(), reader.text());
    }

    private static void cluster(BinaryWriter writer, Map.Entry<String, ClusterState> cluster) {
        writer.text(cluster.getKey());
        switch (cluster.getValue()) {
            case ClusterState.Active _ -> writer.u8(1);
            case ClusterState.Deleting deleting -> writer.u8(2).i64(deleting.sinceMs());
            case ClusterState.Purging purging -> writer.u8(3).i64(purging.sinceMs());
            case ClusterState.Purged _ -> writer.u8(4);
        }
    }

    private static Map.Entry<String, ClusterState> cluster(BinaryReader reader) {
        String id = reader.text();
        int type = reader.u8();
        return Map.entry(
                id,
                switch (type) {
                    case 1 -> new ClusterState.Active();
                    case 2 -> new ClusterState.Deleting(reader.i64());
                    case 3 -> new ClusterState.Purging(reader.i64());
                    case 4 -> new ClusterState.Purged();
                    default -> throw new IllegalArgumentException("a cluster has the unknown state " + type);
                });
    }

    private static void session(BinaryWriter writer, Map.Entry<Long, ClientSession> session) {
        writer.i64(session.getKey())
                .i64(session.getValue().lastIndex())
                .list(session.getValue().results().entrySet(), (target, result) -> {
                    target.i64(result.getKey());
                    result(target, result.getValue());
                });
    }

    private static Map.Entry<Long, ClientSession> session(BinaryReader reader) {
        long client = reader.i64();
        long lastIndex = reader.i64();
        PSortedMap<Long, CommandResult> results = TreePMap.empty();
        for (var result : reader.list(source -> Map.entry(source.i64(), result(source)))) {
            results = results.plus(result.getKey(), result.getValue());
        }
        return Map.entry(client, new ClientSession(lastIndex, results));
    }

    private static void result(BinaryWriter writer, CommandResult result) {
        switch (result) {
            case CommandResult.Applied applied -> writer.u8(1).i64(applied.version());
            case CommandResult.ProducerIds ids -> writer.u8(2).i64(ids.first()).i32(ids.count());
            case CommandResult.Refused refused ->
                writer.u8(3).text(refused.reason().name()).text(refused.sentence());
        }
    }

    private static CommandResult result(BinaryReader reader) {
        int type = reader.u8();
        return switch (type) {
            case 1 -> new CommandResult.Applied(reader.i64());
            case 2 -> new CommandResult.ProducerIds(reader.i64(), reader.i32());
            case 3 -> new CommandResult.Refused(Refusal.valueOf(reader.text()), reader.text());
            default -> throw new IllegalArgumentException("a result has the unknown type " + type);
        };
    }
}
