package io.naru.control.message;

import io.naru.control.access.Caller;
import io.naru.control.cell.CellClients;
import io.naru.control.cell.CellRefusals;
import io.naru.control.filter.Filter;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.FluxSink;

/// The door for other rooms that read messages: within the bounds of streams, and of what an organization may read.
@Singleton
public class TopicScans {
    private final CellClients cell;
    private final Messages messages;
    private final ReadAllowance allowance;

    TopicScans(CellClients cell, Messages messages, ReadAllowance allowance) {
        this.cell = cell;
        this.messages = messages;
        this.allowance = allowance;
    }

    /// What to read.
    ///
    /// @param positions where to begin, by partition; where it says nothing, with the first message kept
    /// @param ends the offset behind the last, by partition; where it says nothing, what is there now
    public record Part(
            String topic,
            Map<Integer, Long> positions,
            Map<Integer, Long> ends,
            @Nullable Filter filter) {}

    /// Begins to read. The caller closes it.
    ///
    /// @throws io.naru.control.http.Refusal for an unknown topic
    public TopicScan open(Caller caller, String lkc, Part part) {
        Reader reader = Reader.of(caller, lkc);
        List<TopicPartition> partitions = messages.partitions(reader.identity(), part.topic(), Set.of());
        StreamQuery query = new StreamQuery(
                part.topic(),
                StreamQuery.Start.OLDEST,
                0,
                0,
                null,
                null,
                Set.of(),
                "",
                part.filter(),
                false,
                OptionalInt.empty(),
                false,
                part.positions());
        KafkaConsumer<byte[], byte[]> consumer = cell.consumer(reader.identity(), Messages.STREAMING);
        try {
            return new TopicScan(
                    new PacedReader(consumer, allowance, reader.organization()),
                    Range.of(consumer, query, partitions).upTo(part.ends()),
                    new Matcher(query));
        } catch (KafkaException e) {
            consumer.close();
            throw CellRefusals.of(e);
        }
    }

    /// A stream of something that reads messages, on a thread of its own.
    ///
    /// @throws io.naru.control.http.Refusal when too many are open
    public <T> Publisher<T> stream(Caller caller, String lkc, Consumer<FluxSink<T>> work) {
        return messages.onOwnThread(Reader.of(caller, lkc).identity(), work);
    }
}
