package io.naru.broker.metrics;

import java.util.List;

/// All that the operator may read, as text for Prometheus.
///
/// @param syncs how long it took to make appended batches durable
public record Metrics(UsageMeter usage, RequestMeter requests, KeyLedger ledger, Histogram syncs, List<Gauge> gauges) {
    public Metrics {
        gauges = List.copyOf(gauges);
    }

    String text() {
        PrometheusText text = new PrometheusText();
        counter(text, "naru_records_bytes_in_total", "Bytes of record batches written.", usage.totalBytesIn());
        counter(text, "naru_records_bytes_out_total", "Bytes of record batches read.", usage.totalBytesOut());
        counter(text, "naru_records_in_total", "Records written.", usage.totalMessagesIn());
        requests.writeTo(text);
        ledger.writeTo(text);
        String sync = "naru_log_sync_duration_seconds";
        text.describe(sync, PrometheusText.Type.HISTOGRAM, "How long making appended batches durable took.");
        syncs.writeTo(text, sync, "");
        for (Gauge gauge : gauges) {
            text.describe(gauge.name(), PrometheusText.Type.GAUGE, gauge.help());
            text.sample(gauge.name(), "", gauge.value().getAsLong());
        }
        Runtime machine = Runtime.getRuntime();
        text.describe("naru_jvm_heap_used_bytes", PrometheusText.Type.GAUGE, "Heap in use, garbage included.");
        text.sample("naru_jvm_heap_used_bytes", "", machine.totalMemory() - machine.freeMemory());
        return text.toString();
    }

    private static void counter(PrometheusText text, String name, String help, long value) {
        text.describe(name, PrometheusText.Type.COUNTER, help);
        text.sample(name, "", value);
    }
}
