package io.naru.control.proxy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/// A record as it was sent.
///
/// @param id of an entry in a batch
/// @param partition left to the default partitioner when null
record RecordInput(
        @Nullable String id,
        @Nullable Integer partition,
        @Nullable Long timestampMs,
        List<Header> headers,
        @Nullable Payload key,
        @Nullable Payload value) {
    record Header(String name, byte @Nullable [] value) {}

    /// Bytes as they are written.
    ///
    /// @param type as the sender called it
    record Payload(String type, byte[] bytes) {}

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    ProducerRecord<byte[], byte[]> to(String topic) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic, partition, timestampMs, key == null ? null : key.bytes(), value == null ? null : value.bytes());
        headers.forEach(header -> record.headers().add(new RecordHeader(header.name(), header.value())));
        return record;
    }
}
