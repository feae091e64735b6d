package io.naru.broker.controller;

/// A change as bytes: version of the image, time, principal, type of the event, its fields in order.
final class ChangeCodec {
    private ChangeCodec() {}

    static void write(BinaryWriter writer, Change change) {
        writer.i64(change.version()).i64(change.atMs()).text(change.principal());
        switch (change.event()) {
            case Event.BrokerRegistered registered -> Images.write(writer.u8(1), registered.broker());
            case Event.TopicCreated created -> Images.write(writer.u8(2), created.topic());
            case Event.TopicDeleted deleted ->
                writer.u8(3).text(deleted.cluster()).text(deleted.name()).uuid(deleted.id());
            case Event.TopicConfigsChanged changed ->
                EntryCodec.texts(
                        writer.u8(4)
                                .text(changed.cluster())
                                .text(changed.name())
                                .uuid(changed.id()),
                        changed.configs());
            case Event.PartitionsAdded added ->
                writer.u8(5)
                        .text(added.cluster())
                        .text(added.name())
                        .uuid(added.id())
                        .list(added.added(), Images::write)
                        .i32(added.total());
            case Event.ProducerIdsAllocated allocated -> writer.u8(6).i64(allocated.next());
            case Event.ClusterActivated activated -> writer.u8(7).text(activated.cluster());
            case Event.ClusterDeletionRequested requested ->
                writer.u8(8).text(requested.cluster()).i64(requested.sinceMs());
            case Event.ClusterPurgeStarted started -> writer.u8(9).text(started.cluster());
            case Event.ClusterPurged purged -> writer.u8(10).text(purged.cluster());
            case Event.FeatureLevelRaised raised -> writer.u8(11).i32(raised.level());
            case Event.TopicBinned binned ->
                writer.u8(12)
                        .text(binned.cluster())
                        .text(binned.name())
                        .uuid(binned.id())
                        .i64(binned.untilMs());
            case Event.TopicRestored restored -> Images.write(writer.u8(13), restored.topic());
        }
    }

    static Change change(BinaryReader reader) {
        return new Change(reader.i64(), reader.i64(), reader.text(), event(reader));
    }

    private static Event event(BinaryReader reader) {
        int type = reader.u8();
        return switch (type) {
            case 1 -> new Event.BrokerRegistered(Images.broker(reader));
            case 2 -> new Event.TopicCreated(Images.topic(reader));
            case 3 -> new Event.TopicDeleted(reader.text(), reader.text(), reader.uuid());
            case 4 ->
                new Event.TopicConfigsChanged(reader.text(), reader.text(), reader.uuid(), EntryCodec.texts(reader));
            case 5 ->
                new Event.PartitionsAdded(
                        reader.text(), reader.text(), reader.uuid(), reader.list(Images::partition), reader.i32());
            case 6 -> new Event.ProducerIdsAllocated(reader.i64());
            case 7 -> new Event.ClusterActivated(reader.text());
            case 8 -> new Event.ClusterDeletionRequested(reader.text(), reader.i64());
            case 9 -> new Event.ClusterPurgeStarted(reader.text());
            case 10 -> new Event.ClusterPurged(reader.text());
            case 11 -> new Event.FeatureLevelRaised(reader.i32());
            case 12 -> new Event.TopicBinned(reader.text(), reader.text(), reader.uuid(), reader.i64());
            case 13 -> new Event.TopicRestored(Images.topic(reader));
            default -> throw new IllegalArgumentException("an event has the unknown type " + type);
        };
    }
}
