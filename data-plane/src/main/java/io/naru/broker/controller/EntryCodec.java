package io.naru.broker.controller;

import io.naru.broker.controller.Command.ConfigChange;
import io.naru.broker.controller.Command.SetClusterState.Wanted;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// A journal entry as bytes: version (1), time, client, sequence, command type, the command's fields in
/// order.
final class EntryCodec {
    private static final int VERSION = 1;

    private EntryCodec() {}

    static ByteBuffer encode(Entry entry) {
        var writer = new BinaryWriter()
                .u8(VERSION)
                .i64(entry.timeMs())
                .i64(entry.client())
                .i64(entry.sequence());
        write(writer, entry.command());
        return writer.finish();
    }

    static Entry decode(ByteBuffer bytes) {
        var reader = new BinaryReader(bytes);
        int version = reader.u8();
        if (version != VERSION) {
            throw new IllegalArgumentException("a command has version " + version + ", only " + VERSION + " is known");
        }
        return new Entry(reader.i64(), reader.i64(), reader.i64(), command(reader));
    }

    private static void write(BinaryWriter writer, Command command) {
        switch (command) {
            case Command.RegisterBroker register -> Images.write(writer.u8(1), register.broker());
            case Command.CreateTopic create -> {
                writer.u8(2).text(create.cluster()).text(create.name()).uuid(create.id());
                write(writer, create.layout());
                texts(writer, create.configs()).text(create.principal());
                write(writer, create.limits());
            }
            case Command.DeleteTopic delete ->
                writer.u8(3).text(delete.cluster()).uuid(delete.topic()).text(delete.principal());
            case Command.CreatePartitions create -> {
                writer.u8(4).text(create.cluster()).uuid(create.topic());
                write(writer, create.layout());
                write(writer.text(create.principal()), create.limits());
            }
            case Command.ChangeTopicConfigs change ->
                writer.u8(5)
                        .text(change.cluster())
                        .uuid(change.topic())
                        .list(change.changes(), EntryCodec::write)
                        .text(change.principal());
            case Command.AllocateProducerIds allocate -> writer.u8(6).i32(allocate.count());
            case Command.SetClusterState set -> {
                writer.u8(7).text(set.cluster());
                switch (set.wanted()) {
                    case Wanted.Active _ -> writer.u8(1);
                    case Wanted.Deleting deleting -> writer.u8(2).i64(deleting.sinceMs());
                }
            }
            case Command.PurgeCluster purge ->
                writer.u8(8).text(purge.cluster()).i64(purge.graceMs());
            case Command.ConfirmPurge confirm -> writer.u8(9).text(confirm.cluster());
            case Command.RaiseFeatureLevel raise -> writer.u8(10).i32(raise.level());
            case Command.BinTopic bin ->
                writer.u8(11)
                        .text(bin.cluster())
                        .uuid(bin.topic())
                        .text(bin.principal())
                        .i64(bin.graceMs())
                        .i32(bin.mostBinned());
            case Command.RestoreTopic restore -> {
                writer.u8(12)
                        .text(restore.cluster())
                        .uuid(restore.topic())
                        .i64(restore.binnedVersion())
                        .text(restore.name())
                        .text(restore.principal());
                write(writer, restore.limits());
            }
            case Command.PurgeBinnedTopic purge ->
                writer.u8(13)
                        .text(purge.cluster())
                        .uuid(purge.topic())
                        .i64(purge.binnedVersion())
                        .text(purge.principal());
            case Command.ExpireBin expire -> writer.u8(14).text(expire.cluster());
        }
    }

    private static Command command(BinaryReader reader) {
        int type = reader.u8();
        return switch (type) {
            case 1 -> new Command.RegisterBroker(Images.broker(reader));
            case 2 ->
                new Command.CreateTopic(
                        reader.text(),
                        reader.text(),
                        reader.uuid(),
                        layout(reader),
                        texts(reader),
                        reader.text(),
                        limits(reader));
            case 3 -> new Command.DeleteTopic(reader.text(), reader.uuid(), reader.text());
            case 4 ->
                new Command.CreatePartitions(
                        reader.text(), reader.uuid(), layout(reader), reader.text(), limits(reader));
            case 5 ->
                new Command.ChangeTopicConfigs(
                        reader.text(), reader.uuid(), reader.list(EntryCodec::configChange), reader.text());
            case 6 -> new Command.AllocateProducerIds(reader.i32());
            case 7 -> new Command.SetClusterState(reader.text(), wanted(reader));
            case 8 -> new Command.PurgeCluster(reader.text(), reader.i64());
            case 9 -> new Command.ConfirmPurge(reader.text());
            case 10 -> new Command.RaiseFeatureLevel(reader.i32());
            case 11 -> new Command.BinTopic(reader.text(), reader.uuid(), reader.text(), reader.i64(), reader.i32());
            case 12 ->
                new Command.RestoreTopic(
                        reader.text(), reader.uuid(), reader.i64(), reader.text(), reader.text(), limits(reader));
            case 13 -> new Command.PurgeBinnedTopic(reader.text(), reader.uuid(), reader.i64(), reader.text());
            case 14 -> new Command.ExpireBin(reader.text());
            default -> throw new IllegalArgumentException("a command has the unknown type " + type);
        };
    }

    private static Wanted wanted(BinaryReader reader) {
        int type = reader.u8();
        return switch (type) {
            case 1 -> new Wanted.Active();
            case 2 -> new Wanted.Deleting(reader.i64());
            default -> throw new IllegalArgumentException("a cluster state has the unknown type " + type);
        };
    }

    private static void write(BinaryWriter writer, ConfigChange change) {
        switch (change) {
            case ConfigChange.Set set -> writer.u8(1).text(set.name()).text(set.value());
            case ConfigChange.Delete delete -> writer.u8(2).text(delete.name());
            case ConfigChange.Append append ->
                writer.u8(3).text(append.name()).texts(append.values()).texts(append.base());
            case ConfigChange.Subtract subtract ->
                writer.u8(4).text(subtract.name()).texts(subtract.values()).texts(subtract.base());
        }
    }

    private static ConfigChange configChange(BinaryReader reader) {
        int type = reader.u8();
        return switch (type) {
            case 1 -> new ConfigChange.Set(reader.text(), reader.text());
            case 2 -> new ConfigChange.Delete(reader.text());
            case 3 -> new ConfigChange.Append(reader.text(), reader.texts(), reader.texts());
            case 4 -> new ConfigChange.Subtract(reader.text(), reader.texts(), reader.texts());
            default -> throw new IllegalArgumentException("a configuration change has the unknown type " + type);
        };
    }

    private static void write(BinaryWriter writer, Command.Layout layout) {
        writer.i32(layout.partitions())
                .i16(layout.replicationFactor())
                .list(layout.assignment(), BinaryWriter::integers);
    }

    private static Command.Layout layout(BinaryReader reader) {
        return new Command.Layout(reader.i32(), reader.i16(), reader.list(BinaryReader::integers));
    }

    private static void write(BinaryWriter writer, Command.Limits limits) {
        writer.i32(limits.topics()).i32(limits.partitions());
    }

    private static Command.Limits limits(BinaryReader reader) {
        return new Command.Limits(reader.i32(), reader.i32());
    }

    /// In the order of the keys, so that equal maps are equal bytes.
    static BinaryWriter texts(BinaryWriter writer, Map<String, String> values) {
        return writer.list(
                new TreeMap<>(values).entrySet(),
                (target, pair) -> target.text(pair.getKey()).text(pair.getValue()));
    }

    static Map<String, String> texts(BinaryReader reader) {
        Map<String, String> values = new HashMap<>();
        reader.list(source -> Map.entry(source.text(), source.text()))
                .forEach(pair -> values.put(pair.getKey(), pair.getValue()));
        return values;
    }
}
