package io.naru.broker.metrics;

import java.util.List;

/// All that the operator may read, as text for Prometheus.
///
/// @param syncs how long it took to make appended batches durable
/// @param readings numbers of other rooms
public record Metrics(
        UsageMeter usage, RequestMeter requests, KeyLedger ledger, Histogram syncs, List<Reading> readings) {
    public Metrics {
        readings = List.copyOf(readings);
    }

    String text() {
        PrometheusText text = new PrometheusText();
        counter(text, "naru_records_bytes_in_total", "Bytes of record batches written.", usage.totalBytesIn());
        counter(text, "naru_records_bytes_out_total", "Bytes of record batches read.", usage.totalBytesOut());
        counter(text, "naru_records_in_total", "Records written.", usage.totalMessagesIn());
        counter(text, "naru_records_out_total", "Records read.", usage.totalMessagesOut());
        requests.writeTo(text);
        ledger.writeTo(text);
        String sync = "naru_log_sync_duration_seconds";
        text.describe(sync, PrometheusText.Type.HISTOGRAM, "How long making appended batches durable took.");
        syncs.writeTo(text, sync, "");
        String described = "";
        for (Reading reading : readings) {
            if (!reading.name().equals(described)) {
                described = reading.name();
                text.describe(
                        described,
                        reading.counted() ? PrometheusText.Type.COUNTER : PrometheusText.Type.GAUGE,
                        reading.help());
            }
            text.sample(reading.name(), reading.labels(), reading.value().getAsLong());
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
