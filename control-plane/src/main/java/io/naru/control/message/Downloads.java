package io.naru.control.message;

import io.micronaut.json.JsonMapper;
import io.naru.control.cell.CellClients;
import io.naru.control.cell.CellRefusals;
import io.naru.control.http.Refusal;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.reactivestreams.Publisher;
import reactor.core.publisher.FluxSink;

/// Streams what a search finds as a file, at the pace of its reader.
@Singleton
class Downloads {
    static final int MOST_MESSAGES = 1_000_000;
    private static final int USUAL_MESSAGES = 100_000;
    private static final int CHUNK_BYTES = 64 * 1024;

    private final CellClients cell;
    private final Messages messages;
    private final ReadAllowance allowance;
    private final JsonMapper json;

    Downloads(CellClients cell, Messages messages, ReadAllowance allowance, JsonMapper json) {
        this.cell = cell;
        this.messages = messages;
        this.allowance = allowance;
        this.json = json;
    }

    /// Begins a file.
    ///
    /// @throws Refusal before it begins: unknown topic or partition, too many streams
    Publisher<byte[]> begin(Reader reader, StreamQuery query, FileForm form) {
        List<TopicPartition> partitions = messages.partitions(reader.identity(), query);
        return messages.onOwnThread(reader.identity(), sink -> {
            try (KafkaConsumer<byte[], byte[]> consumer = cell.consumer(reader.identity(), Messages.STREAMING)) {
                PacedReader paced = new PacedReader(consumer, allowance, reader.organization());
                new Writing(paced, query, form, sink).run(partitions);
            } catch (KafkaException | IllegalStateException e) {
                // The status has been sent: only a connection cut off shows that the file is not whole.
                sink.error(CellRefusals.of(e));
            }
        });
    }

    private final class Writing {
        private final PacedReader reader;
        private final StreamQuery query;
        private final FileForm form;
        private final FluxSink<byte[]> sink;
        private final Matcher matcher;
        private final ByteArrayOutputStream chunk = new ByteArrayOutputStream(CHUNK_BYTES * 2);
        private long written;
        private long bytesRead;

        Writing(PacedReader reader, StreamQuery query, FileForm form, FluxSink<byte[]> sink) {
            this.reader = reader;
            this.query = query;
            this.form = form;
            this.sink = sink;
            this.matcher = new Matcher(query);
        }

        void run(List<TopicPartition> partitions) {
            KafkaConsumer<byte[], byte[]> consumer = reader.consumer();
            consumer.assign(partitions);
            Range range = Range.of(consumer, query, partitions);
            Map<TopicPartition, Long> next = new HashMap<>(range.from());
            next.forEach(consumer::seek);
            long limit = query.limit().orElse(USUAL_MESSAGES);
            if (form == FileForm.CSV) {
                write(FileForm.HEADINGS);
            }
            boolean left = true;
            while (left && !isClosed() && written < limit && bytesRead < Frames.MOST_BYTES) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll()) {
                    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                    if (written < limit && record.offset() < range.to().getOrDefault(partition, 0L)) {
                        take(record);
                        next.put(partition, record.offset() + 1);
                    }
                }
                left = range.to().entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
            }
            if (!isClosed()) {
                String reason = written >= limit ? "limit" : left ? "bytes_limit" : "reached_end";
                if (form == FileForm.NDJSON) {
                    write("{\"end\":\"" + reason + "\",\"positions\":\"" + Range.positions(next) + "\"}\n");
                }
                flush();
                sink.complete();
            }
        }

        private boolean isClosed() {
            return sink.isCancelled() || Thread.currentThread().isInterrupted();
        }

        private void take(ConsumerRecord<byte[], byte[]> record) {
            int size = Rendering.size(record);
            bytesRead += size;
            if (!matcher.matches(record, size)) {
                return;
            }
            written++;
            try {
                switch (form) {
                    case NDJSON -> {
                        chunk.write(json.writeValueAsBytes(Rendering.WHOLE.message(record)));
                        chunk.write('\n');
                    }
                    case CSV -> write(FileForm.csv(Rendering.WHOLE.message(record)));
                    case RAW -> FileForm.raw(record.value(), chunk);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("writing to memory", e);
            }
            if (chunk.size() >= CHUNK_BYTES) {
                flush();
            }
        }

        private void write(String text) {
            chunk.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        }

        private void flush() {
            while (sink.requestedFromDownstream() == 0 && !isClosed()) {
                PacedReader.pause();
            }
            if (chunk.size() > 0 && !isClosed()) {
                sink.next(chunk.toByteArray());
                chunk.reset();
            }
        }
    }
}
