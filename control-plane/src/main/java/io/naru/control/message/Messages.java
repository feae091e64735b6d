package io.naru.control.message;

import io.micronaut.http.sse.Event;
import io.naru.control.cell.CellClients;
import io.naru.control.cell.CellClients.Identity;
import io.naru.control.cell.CellRefusals;
import io.naru.control.http.JsonEvents;
import io.naru.control.http.Refusal;
import io.naru.control.topic.Topics;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/// Opens streams of messages, each on a thread of its own, so many in all and so many for one user in one cluster.
@Singleton
class Messages {
    private static final int MOST_STREAMS = 64;
    private static final int MOST_STREAMS_EACH = 3;
    private static final Duration READING = Duration.ofSeconds(4);
    private static final Duration POLL = Duration.ofMillis(200);

    /// Settings of a consumer that reads much.
    static final Map<String, Object> STREAMING = Map.of(
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000,
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20,
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);

    private final CellClients cell;
    private final Topics topics;
    private final ReadAllowance allowance;
    private final JsonEvents events;
    private final Map<Identity, Integer> open = new HashMap<>();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0,
            MOST_STREAMS,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("naru-messages-", 0).factory());

    Messages(CellClients cell, Topics topics, ReadAllowance allowance, JsonEvents events) {
        this.cell = cell;
        this.topics = topics;
        this.allowance = allowance;
        this.events = events;
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }

    /// @throws Refusal before the stream begins: unknown topic or partition, too many streams
    Publisher<Event<String>> stream(Reader reader, StreamQuery query, String requestId) {
        List<TopicPartition> partitions = partitions(reader.identity(), query);
        enter(reader.identity());
        return Flux.<Event<String>>create(sink -> begin(reader, query, partitions, requestId, sink))
                .doFinally(signal -> leave(reader.identity()));
    }

    /// The partitions that a query names, or all.
    List<TopicPartition> partitions(Identity identity, StreamQuery query) {
        return partitions(identity, query.topic(), query.partitions());
    }

    List<TopicPartition> partitions(Identity identity, String topic, Set<Integer> wanted) {
        int count = topics.get(identity, topic).partitions().size();
        for (int partition : wanted) {
            if (partition >= count) {
                throw Refusal.parameter(
                        "partition", topic + " has partitions 0 to " + (count - 1) + ", not " + partition + ".");
            }
        }
        return IntStream.range(0, count)
                .filter(partition -> wanted.isEmpty() || wanted.contains(partition))
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    /// A stream of something else that reads messages, within the same bounds.
    ///
    /// @throws Refusal when too many are open
    <T> Publisher<T> onOwnThread(Identity identity, Consumer<FluxSink<T>> work) {
        enter(identity);
        return Flux.<T>create(sink -> {
                    try {
                        threads.execute(() -> work.accept(sink));
                    } catch (RejectedExecutionException e) {
                        sink.error(tooManyHere());
                    }
                })
                .doFinally(signal -> leave(identity));
    }

    private static Refusal tooManyHere() {
        return Refusal.unavailable("Too many streams are open on this server. Try again later.");
    }

    private void begin(
            Reader reader,
            StreamQuery query,
            List<TopicPartition> partitions,
            String requestId,
            FluxSink<Event<String>> sink) {
        try {
            threads.execute(() -> run(reader, query, partitions, requestId, sink));
        } catch (RejectedExecutionException e) {
            fail(sink, tooManyHere(), requestId);
        }
    }

    private void run(
            Reader reader,
            StreamQuery query,
            List<TopicPartition> partitions,
            String requestId,
            FluxSink<Event<String>> sink) {
        try (KafkaConsumer<byte[], byte[]> consumer = cell.consumer(reader.identity(), STREAMING)) {
            PacedReader paced = new PacedReader(consumer, allowance, reader.organization());
            Matcher matcher = new Matcher(query);
            Frames frames = new Frames(new SinkOutlet(sink), matcher.run(), !query.follow());
            if (query.newestFirst()) {
                new NewestFirst(paced, query, matcher, frames).run(partitions);
            } else {
                new MessageStream(paced, query, matcher, frames).run(partitions);
            }
            sink.complete();
        } catch (InterruptException e) {
            sink.complete();
        } catch (KafkaException | IllegalStateException e) {
            fail(sink, CellRefusals.of(e), requestId);
        }
    }

    private void fail(FluxSink<Event<String>> sink, Refusal refusal, String requestId) {
        sink.next(events.failure(refusal, requestId));
        sink.complete();
    }

    private synchronized void enter(Identity identity) {
        if (open.getOrDefault(identity, 0) >= MOST_STREAMS_EACH) {
            throw Refusal.rateLimited(
                    "At most " + MOST_STREAMS_EACH
                            + " streams of messages can be open for a user and cluster. Close one.",
                    Duration.ofSeconds(1));
        }
        open.merge(identity, 1, Integer::sum);
    }

    private synchronized void leave(Identity identity) {
        open.computeIfPresent(identity, (key, count) -> count == 1 ? null : Integer.valueOf(count - 1));
    }

    private final class SinkOutlet implements Frames.Outlet {
        private final FluxSink<Event<String>> sink;

        SinkOutlet(FluxSink<Event<String>> sink) {
            this.sink = sink;
        }

        @Override
        public boolean isReady() {
            return sink.requestedFromDownstream() > 0;
        }

        @Override
        public boolean isClosed() {
            return sink.isCancelled() || Thread.currentThread().isInterrupted();
        }

        @Override
        public void frame(MessageViews.Frame frame) {
            sink.next(events.of("frame", frame));
        }

        @Override
        public void end(MessageViews.End end) {
            sink.next(events.of("end", end));
        }
    }

    /// One message in full.
    MessageViews.Message read(Identity identity, String topic, int partition, long offset) {
        int count = topics.get(identity, topic).partitions().size();
        TopicPartition wanted = new TopicPartition(topic, partition);
        if (partition < count) {
            Map<String, Object> config = Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
            try (KafkaConsumer<byte[], byte[]> consumer = cell.consumer(identity, config)) {
                consumer.assign(List.of(wanted));
                long first = consumer.beginningOffsets(List.of(wanted)).getOrDefault(wanted, 0L);
                long end = consumer.endOffsets(List.of(wanted)).getOrDefault(wanted, 0L);
                if (offset >= first && offset < end) {
                    consumer.seek(wanted, offset);
                    long deadline = System.nanoTime() + READING.toNanos();
                    while (System.nanoTime() < deadline) {
                        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                            if (record.offset() == offset) {
                                return Rendering.WHOLE.message(record);
                            }
                            throw noMessage(wanted, offset);
                        }
                    }
                    throw CellRefusals.silent();
                }
            } catch (KafkaException e) {
                throw CellRefusals.of(e);
            }
        }
        throw noMessage(wanted, offset);
    }

    private static Refusal noMessage(TopicPartition partition, long offset) {
        return Refusal.notFound(
                "message", "at offset " + offset + " of " + partition.topic() + "-" + partition.partition());
    }
}
