package io.naru.control.redrive;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// A dead letter and where it goes.
record Letter(ConsumerRecord<byte[], byte[]> record, Origin origin, String target) {
    static final String COUNT = "naru.redrive.count";
    static final String ID = "naru.redrive.id";

    /// What a message is to a run.
    sealed interface Sorted {
        record Goes(Letter letter) implements Sorted {}

        /// Its headers do not say where it comes from, or, for a group's retries, whose it was.
        record WithoutOrigin() implements Sorted {}

        record TooOften() implements Sorted {}
    }

    static Sorted sort(ConsumerRecord<byte[], byte[]> record, RedriveOrder order) {
        Optional<Letter> letter = Origin.of(record.headers())
                .flatMap(origin -> order.destination().of(origin).map(target -> new Letter(record, origin, target)));
        if (letter.isEmpty()) {
            return new Sorted.WithoutOrigin();
        }
        return redrives(record) >= order.mostRedrives() ? new Sorted.TooOften() : new Sorted.Goes(letter.get());
    }

    /// The same message for its target: key, value and every header as they are, so that its history stays, but
    /// counted. It goes to its first partition again where there is one, so that the order by key is as it was.
    ///
    /// @param redriveId names the run
    ProducerRecord<byte[], byte[]> again(int partitions, String redriveId) {
        Headers headers = new RecordHeaders(record.headers().toArray());
        headers.remove(COUNT).remove(ID);
        headers.add(COUNT, text(Long.toString(redrives(record) + 1L)));
        headers.add(ID, text(redriveId));
        OptionalInt first = origin.partition();
        Integer partition = first.isPresent() ? Integer.valueOf(first.getAsInt() % partitions) : null;
        return new ProducerRecord<>(target, partition, null, record.key(), record.value(), headers);
    }

    private static long redrives(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(COUNT);
        String count =
                header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
        return count.matches("[0-9]{1,9}") ? Long.parseLong(count) : 0;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
