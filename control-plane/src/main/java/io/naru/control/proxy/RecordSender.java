package io.naru.control.proxy;

import io.naru.control.cell.CellClients;
import io.naru.control.cell.CellClients.Identity;
import io.naru.control.cell.CellRefusals;
import io.naru.control.http.Refusal;
import io.naru.control.http.Times;
import io.naru.control.topic.Topics;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/// Writes records in the name of the caller. Sends without waiting; who has a [Sent] waits for its result.
@Singleton
class RecordSender {
    private static final int PATIENCE_SECONDS = 10;
    private static final int UNPROCESSABLE = 42206;
    private static final int TOO_LARGE = 41301;

    private final CellClients cell;
    private final Topics topics;

    RecordSender(CellClients cell, Topics topics) {
        this.cell = cell;
        this.topics = topics;
    }

    /// A record under way.
    record Sent(RecordInput input, Future<RecordMetadata> answer) {}

    /// Writes to one topic until it is closed.
    final class Session implements AutoCloseable {
        private final Identity identity;
        private final String topic;
        private final int partitions;
        private final CellClients.Producing producing;

        private Session(Identity identity, String topic, int partitions) {
            this.identity = identity;
            this.topic = topic;
            this.partitions = partitions;
            this.producing = cell.producing(identity);
        }

        /// Sends a record on its way.
        ///
        /// @throws Refusal when the record cannot be written at all
        Sent send(RecordInput input) {
            Integer partition = input.partition();
            if (partition != null && (partition < 0 || partition >= partitions)) {
                throw Refusal.badRequest("partition_id is " + partition + "; " + topic + " has partitions 0 to "
                        + (partitions - 1) + ".");
            }
            if (input.timestampMs() != null && input.timestampMs() < 0) {
                throw Refusal.badRequest("timestamp lies before 1970.");
            }
            try {
                return new Sent(input, producing.send(input.to(topic)));
            } catch (KafkaException | IllegalArgumentException e) {
                throw refusal(e);
            }
        }

        /// Waits for the acknowledgement.
        ///
        /// @throws Refusal when the record is not written
        RecordViews.Written await(Sent sent, @Nullable Integer code) {
            try {
                RecordMetadata written = sent.answer().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                return new RecordViews.Written(
                        code,
                        sent.input().id(),
                        identity.lkc(),
                        topic,
                        written.partition(),
                        written.offset(),
                        Times.text(written.hasTimestamp() ? Instant.ofEpochMilli(written.timestamp()) : Instant.now()),
                        part(sent.input().key()),
                        part(sent.input().value()));
            } catch (ExecutionException e) {
                throw refusal(Optional.ofNullable(e.getCause()).orElse(e));
            } catch (TimeoutException e) {
                throw CellRefusals.silent();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw CellRefusals.silent();
            }
        }

        @Override
        public void close() {
            producing.close();
        }
    }

    /// Opens a topic for writing.
    ///
    /// @throws Refusal when there is no such topic
    Session open(Identity identity, String topic) {
        return new Session(
                identity, topic, topics.get(identity, topic).partitions().size());
    }

    private static RecordViews.@Nullable Part part(RecordInput.@Nullable Payload payload) {
        return payload == null ? null : new RecordViews.Part(payload.type(), payload.bytes().length);
    }

    private static Refusal refusal(Throwable failure) {
        return switch (failure) {
            case RecordTooLargeException e ->
                Refusal.badRequest("The record is larger than its topic takes (max.message.bytes): " + e.getMessage())
                        .withKafkaCode(TOO_LARGE);
            case InvalidTimestampException e ->
                Refusal.badRequest(String.valueOf(e.getMessage())).withKafkaCode(UNPROCESSABLE);
            case IllegalArgumentException e -> Refusal.badRequest(String.valueOf(e.getMessage()));
            default -> CellRefusals.of(failure);
        };
    }
}
