package io.naru.control.cell;

import io.micronaut.context.annotation.Context;
import io.naru.control.access.Caller;
import io.naru.control.background.BackgroundThread;
import io.naru.control.http.Refusal;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Kafka clients with which questions about a tenant's cluster are asked in the name of the one who asks.
/// They are kept for a minute after their last use; when too many are in use, the next caller is told to
/// come again.
@Context
public class CellClients {
    /// Whose eyes see, in which cluster.
    ///
    /// @param grantee whose role counts there: the principal, or the key with a role that it acts with
    public record Identity(String lkc, String principal, String grantee) {
        public Identity(String lkc, String principal) {
            this(lkc, principal, principal);
        }

        public Identity(String lkc, Caller caller) {
            this(lkc, caller.principal(), caller.grantee());
        }
    }

    private static final int MOST_CLIENTS = 48;
    private static final int PATIENCE_MS = 5_000;
    private static final long RETRY_BACKOFF_MS = 5;
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private final CellAddress cell;
    private final TokenMinter minter;
    private final Map<Identity, Clients> clients = new HashMap<>();
    private @Nullable BackgroundThread reaper;

    CellClients(CellAddress cell, TokenMinter minter) {
        this.cell = cell;
        this.minter = minter;
    }

    private static final class Clients implements AutoCloseable {
        private @Nullable Admin admin;
        private @Nullable KafkaProducer<byte[], byte[]> producer;
        private int users;
        private boolean forgotten;
        private long idleSinceNanos;

        @Override
        public void close() {
            if (admin != null) {
                admin.close(Duration.ZERO);
            }
            if (producer != null) {
                producer.close(Duration.ZERO);
            }
        }
    }

    @PostConstruct
    void start() {
        reaper = BackgroundThread.start("cell-clients", () -> {
            Thread.sleep(LOOK_EVERY);
            reap(IDLE);
        });
    }

    @PreDestroy
    void stop() {
        if (reaper != null) {
            reaper.close();
        }
        reap(Duration.ZERO);
    }

    /// Asks a question and waits for the answer, at most five seconds.
    ///
    /// @throws Refusal when the cell refuses, or does not answer
    public <T> T ask(Identity identity, Function<Admin, Future<T>> question) {
        Clients borrowed = borrow(identity);
        try {
            return await(question.apply(admin(identity, borrowed)));
        } finally {
            giveBack(borrowed);
        }
    }

    /// Writes one record with acks=all and waits for its acknowledgement.
    public RecordMetadata send(Identity identity, ProducerRecord<byte[], byte[]> record) {
        Clients borrowed = borrow(identity);
        try {
            return await(producer(identity, borrowed).send(record));
        } finally {
            giveBack(borrowed);
        }
    }

    /// Writes many records; the caller closes it.
    public Producing producing(Identity identity) {
        Clients borrowed = borrow(identity);
        try {
            return new Producing(borrowed, producer(identity, borrowed));
        } catch (KafkaException e) {
            giveBack(borrowed);
            throw CellRefusals.of(e);
        }
    }

    /// Sends with acks=all, without waiting for the acknowledgement.
    public final class Producing implements AutoCloseable {
        private final Clients borrowed;
        private final KafkaProducer<byte[], byte[]> producer;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Producing(Clients borrowed, KafkaProducer<byte[], byte[]> producer) {
            this.borrowed = borrowed;
            this.producer = producer;
        }

        public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
            return producer.send(record);
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                giveBack(borrowed);
            }
        }
    }

    /// A consumer of its own for the caller, who closes it. It belongs to no group.
    ///
    /// @param overrides settings of the consumer beside those of the connection
    public KafkaConsumer<byte[], byte[]> consumer(Identity identity, Map<String, Object> overrides) {
        Map<String, Object> config = config(identity, "naru-console");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        config.putAll(overrides);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /// Closes what asks about a cluster, once nobody waits for an answer of it: it has been deleted, and the clients
    /// would only
    /// go on being refused.
    public void forget(String lkc) {
        List<Clients> closing = new ArrayList<>();
        synchronized (this) {
            clients.entrySet().removeIf(entry -> {
                boolean gone = entry.getKey().lkc().equals(lkc);
                if (gone && entry.getValue().users == 0) {
                    closing.add(entry.getValue());
                } else if (gone) {
                    entry.getValue().forgotten = true;
                }
                return gone;
            });
        }
        closing.forEach(Clients::close);
    }

    private Map<String, Object> config(Identity identity, String clientId) {
        return cell.as(clientId, identity, minter);
    }

    private Admin admin(Identity identity, Clients borrowed) {
        synchronized (borrowed) {
            if (borrowed.admin == null) {
                Map<String, Object> config = config(identity, "naru-console-admin");
                config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS);
                config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS - 1_000);
                // Describing a classic group begins with a question that only KIP-848 groups answer; the client asks
                // again in the old way after this pause.
                config.put(AdminClientConfig.RETRY_BACKOFF_MS_CONFIG, RETRY_BACKOFF_MS);
                borrowed.admin = Admin.create(config);
            }
            return borrowed.admin;
        }
    }

    private KafkaProducer<byte[], byte[]> producer(Identity identity, Clients borrowed) {
        synchronized (borrowed) {
            if (borrowed.producer == null) {
                Map<String, Object> config = config(identity, "naru-console-producer");
                config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
                config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) PATIENCE_MS - 1_000);
                config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS - 1_000);
                config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MS - 1_000);
                borrowed.producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
            }
            return borrowed.producer;
        }
    }

    private synchronized Clients borrow(Identity identity) {
        Clients found = clients.get(identity);
        if (found == null) {
            if (clients.size() >= MOST_CLIENTS && !dropLongestIdle()) {
                throw Refusal.unavailable(
                        "Too many clusters are being looked at at this moment. Try again in a few" + " seconds.");
            }
            found = new Clients();
            clients.put(identity, found);
        }
        found.users++;
        return found;
    }

    private void giveBack(Clients borrowed) {
        boolean last;
        synchronized (this) {
            borrowed.users--;
            borrowed.idleSinceNanos = System.nanoTime();
            last = borrowed.forgotten && borrowed.users == 0;
        }
        if (last) {
            borrowed.close();
        }
    }

    private boolean dropLongestIdle() {
        Optional<Map.Entry<Identity, Clients>> idle = clients.entrySet().stream()
                .filter(entry -> entry.getValue().users == 0)
                .min(Comparator.comparingLong(entry -> entry.getValue().idleSinceNanos));
        idle.ifPresent(entry -> {
            clients.remove(entry.getKey());
            entry.getValue().close();
        });
        return idle.isPresent();
    }

    private void reap(Duration idle) {
        List<Clients> closing = new ArrayList<>();
        synchronized (this) {
            long now = System.nanoTime();
            clients.values().removeIf(entry -> {
                boolean over = entry.users == 0 && now - entry.idleSinceNanos >= idle.toNanos();
                if (over) {
                    closing.add(entry);
                }
                return over;
            });
        }
        closing.forEach(Clients::close);
    }

    private static <T> T await(Future<T> answer) {
        try {
            return answer.get(PATIENCE_MS + 500L, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw CellRefusals.of(Optional.ofNullable(e.getCause()).orElse(e));
        } catch (TimeoutException e) {
            throw CellRefusals.silent();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CellRefusals.silent();
        }
    }
}
