package io.naru.control.redrive;

import io.micronaut.http.sse.Event;
import io.micronaut.json.JsonMapper;
import io.naru.control.access.Caller;
import io.naru.control.cell.CellClients;
import io.naru.control.cell.CellClients.Identity;
import io.naru.control.cell.CellRefusals;
import io.naru.control.http.ErrorBody;
import io.naru.control.http.Ids;
import io.naru.control.http.Refusal;
import io.naru.control.message.TopicScan;
import io.naru.control.message.TopicScans;
import io.naru.control.topic.Topics;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.KafkaException;
import org.reactivestreams.Publisher;
import reactor.core.publisher.FluxSink;

/// Begins runs, each on a thread of its own, and tells what they do.
@Singleton
class Redrives {
    private final TopicScans scans;
    private final Topics topics;
    private final CellClients cell;
    private final JsonMapper json;

    Redrives(TopicScans scans, Topics topics, CellClients cell, JsonMapper json) {
        this.scans = scans;
        this.topics = topics;
        this.cell = cell;
        this.json = json;
    }

    /// Begins one. It stops when nobody listens any more.
    ///
    /// @throws Refusal before it begins: unknown topic, too many streams
    Publisher<Event<String>> begin(Caller caller, String lkc, RedriveOrder order, String requestId) {
        Identity identity = new Identity(lkc, caller);
        topics.get(identity, order.part().topic());
        String id = Ids.next("rd-");
        return scans.stream(caller, lkc, sink -> {
            try (TopicScan scan = scans.open(caller, lkc, order.part());
                    CellClients.Producing producing = cell.producing(identity)) {
                new RedriveRun(id, order, scan, producing, new Targets(topics, identity), new SinkOutlet(sink)).run();
            } catch (Refusal | KafkaException | IllegalStateException e) {
                sink.next(event("failure", ErrorBody.errors(CellRefusals.of(e), requestId)));
            }
            sink.complete();
        });
    }

    private final class SinkOutlet implements RedriveRun.Outlet {
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
        public void progress(RedriveViews.Progress progress) {
            sink.next(event("progress", progress));
        }

        @Override
        public void end(RedriveViews.End end) {
            sink.next(event("end", end));
        }
    }

    private Event<String> event(String name, Object data) {
        try {
            return Event.of(json.writeValueAsString(data)).name(name);
        } catch (IOException e) {
            throw new UncheckedIOException("writing JSON to memory", e);
        }
    }
}
