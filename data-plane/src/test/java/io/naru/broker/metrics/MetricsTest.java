package io.naru.broker.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.simulation.SteppedClock;
import io.naru.broker.tenancy.Principal;
import io.naru.broker.tenancy.login.RefusalReason;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final Principal ANN = new Principal("lkc-1", "sa-ann", "key-1");
    private static final UUID ORDERS = new UUID(0, 1);

    private final RequestMeter requests = new RequestMeter();
    private final KeyLedger ledger = new KeyLedger(new SteppedClock());
    private final UsageMeter usage = new UsageMeter(requests, ledger);
    private final Histogram syncs = new Histogram();

    @Test
    void addsUpWhatAllTenantsWriteAndRead() {
        usage.wrote("lkc-1", ORDERS, 100, 3);
        usage.wrote("lkc-2", new UUID(0, 2), 20, 1);
        usage.read("lkc-1", ORDERS, 60, 2);
        usage.read("system", new UUID(0, 3), 5, 1);

        assertThat(text())
                .contains("\nnaru_records_bytes_in_total 120\n")
                .contains("\nnaru_records_in_total 4\n")
                .contains("\nnaru_records_bytes_out_total 65\n")
                .contains("\nnaru_records_out_total 3\n");
    }

    @Test
    void countsRequestsByApiInBucketsThatAddUp() {
        usage.finished(ANN, "shop", ApiKeys.FETCH, 10, 200, TimeUnit.MICROSECONDS.toNanos(80));
        usage.finished(ANN, "shop", ApiKeys.FETCH, 20, 300, TimeUnit.MILLISECONDS.toNanos(40));
        usage.finished(ANN, "shop", ApiKeys.FETCH, 30, 400, TimeUnit.MINUTES.toNanos(2));
        usage.closed(ANN, ApiKeys.PRODUCE);

        assertThat(text())
                .contains("naru_request_duration_seconds_bucket{api=\"Fetch\",le=\"0.0001\"} 1\n")
                .contains("naru_request_duration_seconds_bucket{api=\"Fetch\",le=\"0.025\"} 1\n")
                .contains("naru_request_duration_seconds_bucket{api=\"Fetch\",le=\"0.05\"} 2\n")
                .contains("naru_request_duration_seconds_bucket{api=\"Fetch\",le=\"30\"} 2\n")
                .contains("naru_request_duration_seconds_bucket{api=\"Fetch\",le=\"+Inf\"} 3\n")
                .contains("naru_request_duration_seconds_count{api=\"Fetch\"} 3\n")
                .contains("naru_request_duration_seconds_sum{api=\"Fetch\"} 120.04008\n")
                .contains("naru_request_bytes_total{api=\"Fetch\"} 60\n")
                .contains("naru_response_bytes_total{api=\"Fetch\"} 900\n")
                .contains("naru_requests_closed_total{api=\"Produce\"} 1\n");
    }

    @Test
    void countsADurationOnABoundBelowIt() {
        syncs.record(TimeUnit.MICROSECONDS.toNanos(100));

        assertThat(text()).contains("naru_log_sync_duration_seconds_bucket{le=\"0.0001\"} 1\n");
    }

    @Test
    void countsLogInsByReason() {
        ledger.accepted(ANN, "10.0.0.1", 1);
        ledger.refused(null, RefusalReason.UNKNOWN_KEY, "10.0.0.2", 2);

        assertThat(text())
                .contains("\nnaru_logins_accepted_total 1\n")
                .contains("naru_logins_refused_total{reason=\"unknown key\"} 1\n")
                .contains("naru_logins_refused_total{reason=\"wrong secret\"} 0\n");
    }

    @Test
    void describesReadingsOfOneNameOnce() {
        Reading reading = Reading.gauge("naru_things", "Things.", () -> 7);

        String text = text(
                reading.labelled("colour", "red"),
                reading.labelled("colour", "blue"),
                Reading.counter("naru_turns_total", "Turns.", () -> 9));

        assertThat(text)
                .contains("# HELP naru_things Things.\n# TYPE naru_things gauge\n"
                        + "naru_things{colour=\"red\"} 7\nnaru_things{colour=\"blue\"} 7\n"
                        + "# HELP naru_turns_total Turns.\n# TYPE naru_turns_total counter\nnaru_turns_total 9\n");
    }

    @Test
    void looksReadingsUpAtEachQuestion() {
        long[] now = {1};
        Metrics metrics = new Metrics(
                usage, requests, ledger, syncs, List.of(Reading.gauge("naru_things", "Things.", () -> now[0])));
        assertThat(metrics.text()).contains("\nnaru_things 1\n");

        now[0] = 2;

        assertThat(metrics.text()).contains("\nnaru_things 2\n");
    }

    private String text(Reading... readings) {
        return new Metrics(usage, requests, ledger, syncs, List.of(readings)).text();
    }
}
