package io.naru.broker.metrics;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.common.protocol.ApiKeys;
import org.jspecify.annotations.Nullable;

/// Counts requests by API. Safe for any thread.
public final class RequestMeter {
    private static final int MOST_APIS = 256;

    private final AtomicReferenceArray<@Nullable Api> byId = new AtomicReferenceArray<>(MOST_APIS);

    private static final class Api {
        final String label;
        final LongAdder closed = new LongAdder();
        final LongAdder requestBytes = new LongAdder();
        final LongAdder responseBytes = new LongAdder();
        final Histogram durations = new Histogram();

        Api(ApiKeys api) {
            this.label = "api=\"" + api.name + '"';
        }
    }

    void finished(ApiKeys api, int requestBytes, int responseBytes, long nanos) {
        Api of = of(api);
        of.requestBytes.add(requestBytes);
        of.responseBytes.add(responseBytes);
        of.durations.record(nanos);
    }

    void closed(ApiKeys api) {
        of(api).closed.increment();
    }

    private Api of(ApiKeys api) {
        Api known = byId.get(api.id);
        if (known != null) {
            return known;
        }
        Api made = new Api(api);
        Api before = byId.compareAndExchange(api.id, null, made);
        return before == null ? made : before;
    }

    void writeTo(PrometheusText text) {
        String duration = "naru_request_duration_seconds";
        text.describe(
                duration,
                PrometheusText.Type.HISTOGRAM,
                "From a complete request to its answer in the socket, by API.");
        each((label, api) -> api.durations.writeTo(text, duration, label));
        counter(text, "naru_request_bytes_total", "Bytes of requests.", api -> api.requestBytes);
        counter(text, "naru_response_bytes_total", "Bytes of answers.", api -> api.responseBytes);
        counter(text, "naru_requests_closed_total", "Requests ended by closing the connection.", api -> api.closed);
    }

    private void counter(PrometheusText text, String name, String help, Function<Api, LongAdder> counted) {
        text.describe(name, PrometheusText.Type.COUNTER, help);
        each((label, api) -> text.sample(name, label, counted.apply(api).sum()));
    }

    private void each(BiConsumer<String, Api> action) {
        for (int id = 0; id < MOST_APIS; id++) {
            Api api = byId.get(id);
            if (api != null) {
                action.accept(api.label, api);
            }
        }
    }
}
