package io.naru.broker.runtime;

import io.naru.broker.controller.ChangeFeed;
import io.naru.broker.environment.Environment;
import io.naru.broker.environment.Threads;
import io.naru.broker.group.Groups;
import io.naru.broker.lag.LagPublisher;
import io.naru.broker.metadata.Metadata;
import io.naru.broker.metrics.EventPublisher;
import io.naru.broker.metrics.Histogram;
import io.naru.broker.metrics.KeyLedger;
import io.naru.broker.metrics.Metrics;
import io.naru.broker.metrics.Reading;
import io.naru.broker.metrics.RequestMeter;
import io.naru.broker.metrics.UsageMeter;
import io.naru.broker.metrics.UsagePublisher;
import io.naru.broker.partition.Partitions;
import io.naru.broker.systemtopic.SystemPublisher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/// What the broker tells of itself: counters, and the agents that publish usage, lag and events.
final class Telemetry {
    private final RequestMeter requests = new RequestMeter();
    private final Histogram syncs = new Histogram();
    private final KeyLedger ledger;
    private final UsageMeter usage;
    private final List<Threads.Running> running = new ArrayList<>();

    Telemetry(Environment environment) {
        this.ledger = new KeyLedger(environment.clock());
        this.usage = new UsageMeter(requests, ledger);
    }

    KeyLedger ledger() {
        return ledger;
    }

    UsageMeter usage() {
        return usage;
    }

    void synced(long nanos) {
        syncs.record(nanos);
    }

    /// @param readings of the other rooms
    Metrics metrics(List<Reading> readings) {
        return new Metrics(usage, requests, ledger, syncs, readings);
    }

    EventPublisher events(
            Environment environment,
            int brokerId,
            Metadata metadata,
            ChangeFeed changes,
            Partitions partitions,
            Executor diskThreads) {
        return new EventPublisher(
                environment,
                brokerId,
                new LocalSystemLog(EventPublisher.TOPIC, metadata, partitions, diskThreads),
                changes,
                publisher(environment, metadata, partitions));
    }

    private static SystemPublisher publisher(Environment environment, Metadata metadata, Partitions partitions) {
        return new LocalSystemPublisher(metadata, partitions, environment.clock());
    }

    void start(
            Environment environment,
            int brokerId,
            Metadata metadata,
            Partitions partitions,
            Groups groups,
            EventPublisher events,
            Front front) {
        UsagePublisher publishesUsage = new UsagePublisher(
                environment,
                brokerId,
                usage,
                ledger,
                metadata,
                partitions::sizeInBytes,
                front::connectionsByCluster,
                publisher(environment, metadata, partitions));
        Threads.Running usageThread = environment.threads().start(publishesUsage);
        publishesUsage.runsAs(usageThread);
        Threads.Running eventThread = environment.threads().start(events);
        events.runsAs(eventThread);
        LagPublisher publishesLag = new LagPublisher(
                environment, brokerId, groups, metadata, partitions, publisher(environment, metadata, partitions));
        running.add(environment.threads().start(publishesLag));
        running.add(usageThread);
        running.add(eventThread);
    }

    void stop() {
        running.forEach(Threads.Running::stop);
        running.clear();
    }
}
