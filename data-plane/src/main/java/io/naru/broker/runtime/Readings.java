package io.naru.broker.runtime;

import io.naru.broker.dispatch.Listener;
import io.naru.broker.fetch.FetchNeeds;
import io.naru.broker.metrics.Reading;
import io.naru.broker.partition.Partitions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/// What the operator may read of the rooms that do not know they are measured.
final class Readings {
    private Readings() {}

    static List<Reading> of(Front front, Partitions partitions, FetchNeeds fetches) {
        List<Reading> readings = new ArrayList<>();
        for (Listener listener : Listener.values()) {
            readings.add(Reading.gauge(
                            "naru_connections",
                            "Connections open now, by listener.",
                            () -> front.load().connections().getOrDefault(listener, 0))
                    .labelled("listener", listener.name().toLowerCase(Locale.ROOT)));
        }
        readings.add(Reading.gauge(
                "naru_request_memory_used_bytes",
                "Bytes of requests received and not answered yet.",
                () -> front.load().requestMemoryUsedBytes()));
        readings.add(Reading.gauge(
                "naru_request_memory_limit_bytes",
                "Bytes at which no more requests are read.",
                () -> front.load().requestMemoryLimitBytes()));
        readings.add(partitions("online", partitions::online));
        readings.add(partitions("offline", partitions::offline));
        readings.add(Reading.gauge("naru_fetch_sessions", "Fetch sessions of consumers.", fetches.sessions()::count));
        readings.add(Reading.gauge(
                "naru_fetch_session_partitions",
                "Partitions that all fetch sessions together remember.",
                fetches.sessions()::partitions));
        readings.add(Reading.counter(
                "naru_fetch_session_evictions_total",
                "Fetch sessions that had to give way to others.",
                fetches.sessions()::evictions));
        readings.add(
                Reading.gauge("naru_cold_reads", "Fetches that wait for the disk.", fetches.coldReads()::underWay));
        return readings;
    }

    private static Reading partitions(String state, LongSupplier count) {
        return Reading.gauge(
                        "naru_partitions",
                        "Partitions on this broker; off-line ones failed to write or sync and come back when the disk works.",
                        count)
                .labelled("state", state);
    }
}
