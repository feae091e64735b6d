package io.naru.control.message;

import io.naru.control.access.Tenant;
import io.naru.control.cell.CellClients;
import io.naru.control.cell.CellClients.Identity;
import io.naru.control.cell.CellRefusals;
import io.naru.control.usage.TopicSizes;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/// What a search would read, from offsets and the topic's size on disk.
@Singleton
class Estimates {
    private final CellClients cell;
    private final Messages messages;
    private final TopicSizes sizes;
    private final ReadAllowance allowance;

    Estimates(CellClients cell, Messages messages, TopicSizes sizes, ReadAllowance allowance) {
        this.cell = cell;
        this.messages = messages;
        this.sizes = sizes;
        this.allowance = allowance;
    }

    SearchViews.Estimate of(Tenant tenant, Identity identity, StreamQuery query) {
        List<TopicPartition> asked = messages.partitions(identity, query);
        List<TopicPartition> all = messages.partitions(identity, query.withAllPartitions());
        Range range;
        long kept;
        try (KafkaConsumer<byte[], byte[]> consumer = cell.consumer(identity, Map.of())) {
            range = Range.of(consumer, query, asked);
            Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(all);
            kept = consumer.endOffsets(all).entrySet().stream()
                    .mapToLong(end -> end.getValue() - beginnings.getOrDefault(end.getKey(), 0L))
                    .sum();
        } catch (KafkaException e) {
            throw CellRefusals.of(e);
        }
        OptionalLong stored = sizes.bytes(tenant, identity.lkc(), query.topic());
        List<SearchViews.PartitionRange> partitions = range.from().entrySet().stream()
                .map(from -> new SearchViews.PartitionRange(
                        from.getKey().partition(),
                        Long.toString(from.getValue()),
                        Long.toString(range.to().getOrDefault(from.getKey(), from.getValue()))))
                .sorted(Comparator.comparingInt(SearchViews.PartitionRange::partition))
                .toList();
        String share = Long.toString(allowance.bytesPerSecond());
        if (stored.isEmpty() || kept == 0) {
            return new SearchViews.Estimate(Long.toString(range.messages()), null, null, share, partitions);
        }
        long bytes = (long) ((double) stored.getAsLong() * range.messages() / kept);
        double seconds = Math.round(bytes * 10.0 / allowance.bytesPerSecond()) / 10.0;
        return new SearchViews.Estimate(
                Long.toString(range.messages()), Long.toString(bytes), seconds, share, partitions);
    }
}
