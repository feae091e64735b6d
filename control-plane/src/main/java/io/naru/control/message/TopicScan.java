package io.naru.control.message;

import io.naru.control.cell.CellRefusals;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/// Reads a part of a topic once, forwards. Used by one thread.
public final class TopicScan implements AutoCloseable {
    private final PacedReader reader;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Range range;
    private final Matcher matcher;
    private long seen;
    private long bytes;

    TopicScan(PacedReader reader, Range range, Matcher matcher) {
        this.reader = reader;
        this.consumer = reader.consumer();
        this.range = range;
        this.matcher = matcher;
        consumer.assign(range.from().keySet());
        range.from().forEach(consumer::seek);
    }

    /// Those of the next messages that match; none when nothing comes within 50 ms, or the organization has used up its
    /// share.
    ///
    /// @throws io.naru.control.http.Refusal when the cell refuses or does not answer
    public List<ConsumerRecord<byte[], byte[]>> next() {
        List<ConsumerRecord<byte[], byte[]>> matching = new ArrayList<>();
        try {
            for (ConsumerRecord<byte[], byte[]> record : reader.poll()) {
                if (record.offset() < end(new TopicPartition(record.topic(), record.partition()))) {
                    int size = Rendering.size(record);
                    seen++;
                    bytes += size;
                    if (matcher.matches(record, size)) {
                        matching.add(record);
                    }
                }
            }
        } catch (KafkaException e) {
            throw CellRefusals.of(e);
        }
        return matching;
    }

    /// Whether the end has not been reached.
    public boolean isLeft() {
        return remaining() > 0;
    }

    /// Offsets up to the end.
    public long remaining() {
        return range.to().keySet().stream()
                .mapToLong(partition -> Math.max(0, end(partition) - consumer.position(partition)))
                .sum();
    }

    /// Messages seen so far.
    public long seen() {
        return seen;
    }

    /// Bytes of the messages seen so far.
    public long bytes() {
        return bytes;
    }

    /// Where to go on so that none of these messages, handed out but not done with, is left out.
    public String positions(Collection<ConsumerRecord<byte[], byte[]>> waiting) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        range.to()
                .keySet()
                .forEach(partition -> positions.put(partition, Math.min(consumer.position(partition), end(partition))));
        waiting.forEach(record ->
                positions.merge(new TopicPartition(record.topic(), record.partition()), record.offset(), Math::min));
        return Range.positions(positions);
    }

    /// The end, in the form of positions.
    public String ends() {
        return Range.positions(range.to());
    }

    private long end(TopicPartition partition) {
        return range.to().getOrDefault(partition, 0L);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
