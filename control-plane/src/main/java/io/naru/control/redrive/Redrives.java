package io.naru.control.redrive;

import io.micronaut.http.sse.Event;
import io.naru.control.access.Caller;
import io.naru.control.cell.CellClients;
import io.naru.control.cell.CellClients.Identity;
import io.naru.control.cell.CellRefusals;
import io.naru.control.http.Ids;
import io.naru.control.http.JsonEvents;
import io.naru.control.http.Refusal;
import io.naru.control.message.TopicScan;
import io.naru.control.message.TopicScans;
import io.naru.control.topic.Topics;
import jakarta.inject.Singleton;
import org.apache.kafka.common.KafkaException;
import org.reactivestreams.Publisher;
import reactor.core.publisher.FluxSink;

/// Begins runs, each on a thread of its own, and tells what they do.
@Singleton
class Redrives {
    private final TopicScans scans;
    private final Topics topics;
    private final CellClients cell;
    private final JsonEvents events;

    Redrives(TopicScans scans, Topics topics, CellClients cell, JsonEvents events) {
        this.scans = scans;
        this.topics = topics;
        this.cell = cell;
        this.events = events;
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
                sink.next(events.failure(CellRefusals.of(e), requestId));
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
            sink.next(events.of("progress", progress));
        }

        @Override
        public void end(RedriveViews.End end) {
            sink.next(events.of("end", end));
        }
    }
}
