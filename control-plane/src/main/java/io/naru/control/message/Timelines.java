package io.naru.control.message;

import io.micronaut.http.HttpParameters;
import io.naru.control.cell.CellClients;
import io.naru.control.cell.CellClients.Identity;
import io.naru.control.http.Refusal;
import io.naru.control.http.Times;
import io.naru.control.topic.Topics;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Counts messages per slice of time from the offsets at its edges. Edges that are long past are remembered for a
/// while.
@Singleton
class Timelines {
    private static final int MOST_SLICES = 120;
    private static final int DEFAULT_SLICES = 60;

    /// Edges times partitions that are looked up for one answer.
    private static final int MOST_LOOKUPS = 6_500;

    private static final int MOST_REMEMBERED = 50_000;
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    /// An edge younger than this may still move: messages come with timestamps of their producers.
    private static final Duration SETTLED_AFTER = Duration.ofMinutes(2);

    private final CellClients cell;
    private final Messages messages;
    private final Topics topics;

    private record Edge(String lkc, TopicPartition partition, long timeMs) {}

    private record Offset(long offset, long readNanos) {}

    private final Map<Edge, Offset> remembered = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Edge, Offset> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    Timelines(CellClients cell, Messages messages, Topics topics) {
        this.cell = cell;
        this.messages = messages;
        this.topics = topics;
    }

    /// What is asked for.
    ///
    /// @param from text, empty for the oldest message's time
    /// @param partitions all when empty
    record Question(String topic, Set<Integer> partitions, String from, Instant to, int slices) {
        static Question of(HttpParameters parameters) {
            StreamQuery query = StreamQuery.search(parameters, StreamQuery.MOST_SHOWN);
            String slices = parameters.getFirst("slices").orElse("");
            String to = parameters.getFirst("to").orElse("");
            return new Question(
                    query.topic(),
                    query.partitions(),
                    parameters.getFirst("from").orElse(""),
                    to.isEmpty() ? Instant.now() : StreamQuery.time("to", to),
                    StreamQuery.number("slices", slices, DEFAULT_SLICES, 1, MOST_SLICES));
        }
    }

    SearchViews.Timeline of(Identity identity, Question question) {
        List<TopicPartition> partitions = messages.partitions(identity, question.topic(), question.partitions());
        Map<TopicPartition, Long> ends = offsets(identity, partitions, OffsetSpec.latest());
        Instant from = question.from().isEmpty()
                ? oldest(identity, partitions, question.to())
                : StreamQuery.time("from", question.from());
        if (!from.isBefore(question.to())) {
            throw Refusal.parameter("from", "from must be before to.");
        }
        int slices = Math.clamp(MOST_LOOKUPS / partitions.size(), 1, question.slices());
        long widthMs = Math.max(1, Duration.between(from, question.to()).toMillis() / slices);
        List<Long> edges = new ArrayList<>();
        for (int i = 0; i <= slices; i++) {
            edges.add(from.toEpochMilli() + i * widthMs);
        }
        edges.set(slices, Math.max(edges.get(slices), question.to().toEpochMilli()));
        List<Map<TopicPartition, Long>> offsets = atEdges(identity, partitions, edges, ends);
        List<SearchViews.Slice> counted = new ArrayList<>();
        for (int i = 0; i < slices; i++) {
            Map<TopicPartition, Long> begin = offsets.get(i);
            long count = offsets.get(i + 1).entrySet().stream()
                    .mapToLong(end -> Math.max(0, end.getValue() - begin.getOrDefault(end.getKey(), end.getValue())))
                    .sum();
            counted.add(new SearchViews.Slice(Times.text(Instant.ofEpochMilli(edges.get(i))), Long.toString(count)));
        }
        return new SearchViews.Timeline(
                Times.text(from), Times.text(question.to()), topics.isCompacted(identity, question.topic()), counted);
    }

    private Map<TopicPartition, Long> offsets(Identity identity, List<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        ask(identity, partitions, spec).forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    private Map<TopicPartition, ListOffsetsResultInfo> ask(
            Identity identity, List<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> question = new HashMap<>();
        partitions.forEach(partition -> question.put(partition, spec));
        return cell.ask(identity, admin -> admin.listOffsets(question).all());
    }

    /// A minute before `to` where there is no message.
    private Instant oldest(Identity identity, List<TopicPartition> partitions, Instant to) {
        long oldest = ask(identity, partitions, OffsetSpec.forTimestamp(0)).values().stream()
                .filter(info -> info.offset() >= 0 && info.timestamp() >= 0)
                .mapToLong(ListOffsetsResultInfo::timestamp)
                .min()
                .orElse(Long.MAX_VALUE);
        return Instant.ofEpochMilli(
                Math.min(oldest, to.minus(Duration.ofMinutes(1)).toEpochMilli()));
    }

    private List<Map<TopicPartition, Long>> atEdges(
            Identity identity, List<TopicPartition> partitions, List<Long> edges, Map<TopicPartition, Long> ends) {
        long now = System.nanoTime();
        long settled = Instant.now().minus(SETTLED_AFTER).toEpochMilli();
        List<Map<TopicPartition, Long>> known = new ArrayList<>();
        List<Map<TopicPartition, OffsetSpec>> questions = new ArrayList<>();
        for (long edge : edges) {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            Map<TopicPartition, OffsetSpec> question = new HashMap<>();
            for (TopicPartition partition : partitions) {
                Offset before = recall(new Edge(identity.lkc(), partition, edge), now);
                if (before != null) {
                    offsets.put(partition, before.offset());
                } else {
                    question.put(partition, OffsetSpec.forTimestamp(edge));
                }
            }
            known.add(offsets);
            questions.add(question);
        }
        List<Map<TopicPartition, ListOffsetsResultInfo>> answers = askAll(identity, questions);
        for (int i = 0; i < edges.size(); i++) {
            Map<TopicPartition, Long> offsets = known.get(i);
            long edge = edges.get(i);
            answers.get(i).forEach((partition, info) -> {
                long offset = info.offset() >= 0 ? info.offset() : ends.getOrDefault(partition, 0L);
                offsets.put(partition, offset);
                if (edge < settled) {
                    remember(new Edge(identity.lkc(), partition, edge), new Offset(offset, now));
                }
            });
        }
        return known;
    }

    /// All edges at once: they travel one behind the other on one connection.
    private List<Map<TopicPartition, ListOffsetsResultInfo>> askAll(
            Identity identity, List<Map<TopicPartition, OffsetSpec>> questions) {
        return cell.ask(identity, admin -> {
            List<KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>>> answers = questions.stream()
                    .map(question -> question.isEmpty()
                            ? KafkaFuture.completedFuture(Map.<TopicPartition, ListOffsetsResultInfo>of())
                            : admin.listOffsets(question).all())
                    .toList();
            return KafkaFuture.allOf(answers.toArray(KafkaFuture<?>[]::new))
                    .thenApply(done -> answers.stream().map(Timelines::answered).toList());
        });
    }

    private static <T> T answered(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("an answer that had come is gone", e);
        }
    }

    private synchronized @Nullable Offset recall(Edge edge, long nowNanos) {
        Offset offset = remembered.get(edge);
        return offset != null && nowNanos - offset.readNanos() < REMEMBERED.toNanos() ? offset : null;
    }

    private synchronized void remember(Edge edge, Offset offset) {
        remembered.put(edge, offset);
    }
}
