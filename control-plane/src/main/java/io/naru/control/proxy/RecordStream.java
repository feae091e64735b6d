package io.naru.control.proxy;

import io.micronaut.http.HttpStatus;
import io.micronaut.json.JsonMapper;
import io.naru.control.http.Refusal;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/// Sequences of records, each read by one thread and answered by another.
@Singleton
class RecordStream {
    private static final Logger LOG = LoggerFactory.getLogger(RecordStream.class);
    private static final int MOST_STREAMS = 100;
    private static final int MOST_IN_FLIGHT = 500;
    private static final Duration LOOK_EVERY = Duration.ofMillis(2);

    private final JsonMapper json;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0,
            2 * MOST_STREAMS,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("naru-records-", 0).factory());

    RecordStream(JsonMapper json) {
        this.json = json;
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }

    /// A line of JSON for each record, in their order. Closes the session.
    Publisher<byte[]> answers(RecordSender.Session session, InputStream body) {
        return Flux.create(sink -> {
            try {
                threads.execute(() -> new Answering(session, sink).run(body));
            } catch (RejectedExecutionException e) {
                session.close();
                sink.next(line(failed(tooMany())));
                sink.complete();
            }
        });
    }

    private static Refusal tooMany() {
        return Refusal.unavailable(
                "At most " + MOST_STREAMS + " sequences of records are taken at once. Try again later.");
    }

    private static RecordViews.Failed failed(Refusal refusal) {
        return new RecordViews.Failed(null, refusal.kafkaCode(), refusal.detail());
    }

    private byte[] line(Object result) {
        try {
            return (json.writeValueAsString(result) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("writing JSON to memory", e);
        }
    }

    private final class Answering {
        /// One record's result: under way, known already, or that there are no more.
        private sealed interface Result {
            record UnderWay(RecordSender.Sent sent) implements Result {}

            record Known(RecordViews.Failed failed) implements Result {}

            record End() implements Result {}
        }

        private final RecordSender.Session session;
        private final FluxSink<byte[]> sink;
        private final BlockingQueue<Result> results = new ArrayBlockingQueue<>(MOST_IN_FLIGHT);

        Answering(RecordSender.Session session, FluxSink<byte[]> sink) {
            this.session = session;
            this.sink = sink;
        }

        /// Sends results while [#read] waits for records. Ends when all were sent, or nobody listens any more.
        void run(InputStream body) {
            try (session;
                    body) {
                threads.execute(() -> read(body));
                boolean more = true;
                while (more && !sink.isCancelled()) {
                    more = answer(results.poll(1, TimeUnit.SECONDS));
                }
            } catch (RejectedExecutionException e) {
                sink.next(line(failed(tooMany())));
            } catch (IOException e) {
                LOG.debug("a sequence of records ended early: {}", e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            sink.complete();
        }

        private void read(InputStream body) {
            try (RecordParser records = new RecordParser(body)) {
                boolean more = true;
                while (more && !sink.isCancelled()) {
                    more = take(records);
                }
            } catch (IOException e) {
                LOG.debug("a sequence of records ended early: {}", e.getMessage());
            }
            put(new Result.End());
        }

        private boolean take(RecordParser records) {
            try {
                Optional<RecordInput> record = records.next();
                record.ifPresent(found -> put(new Result.UnderWay(session.send(found))));
                return record.isPresent();
            } catch (RecordParser.NotARecord e) {
                put(new Result.Known(failed(Refusal.badRequest(String.valueOf(e.getMessage())))));
                return true;
            } catch (Refusal refusal) {
                put(new Result.Known(failed(refusal)));
                return true;
            } catch (IOException e) {
                put(new Result.Known(failed(RecordController.unreadable(e))));
                return false;
            }
        }

        /// Waits while too many results wait, and gives up when nobody takes them any more.
        private void put(Result result) {
            try {
                while (!results.offer(result, 1, TimeUnit.SECONDS) && !sink.isCancelled()) {
                    LOG.trace("results wait to be taken");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /// Sends one result.
        ///
        /// @return whether there may be more
        private boolean answer(@Nullable Result result) {
            Object answer = switch (result) {
                case null -> null;
                case Result.End end -> null;
                case Result.Known known -> known.failed();
                case Result.UnderWay underWay -> await(underWay);
            };
            if (answer != null) {
                while (sink.requestedFromDownstream() == 0 && !sink.isCancelled()) {
                    LockSupport.parkNanos(LOOK_EVERY.toNanos());
                }
                sink.next(line(answer));
            }
            return !(result instanceof Result.End);
        }

        private Object await(Result.UnderWay underWay) {
            try {
                return session.await(underWay.sent(), HttpStatus.OK.getCode());
            } catch (Refusal refusal) {
                return failed(refusal);
            }
        }
    }
}
