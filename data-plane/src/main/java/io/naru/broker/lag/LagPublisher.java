package io.naru.broker.lag;

import io.naru.broker.environment.Agent;
import io.naru.broker.environment.Clock;
import io.naru.broker.environment.Environment;
import io.naru.broker.group.GroupStanding;
import io.naru.broker.group.Groups;
import io.naru.broker.metadata.Metadata;
import io.naru.broker.partition.Partitions;
import io.naru.broker.systemtopic.Envelope;
import io.naru.broker.systemtopic.SystemPublisher;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the lag of this broker's groups every minute. A round that takes longer than that is waited for.
public final class LagPublisher implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(LagPublisher.class);
    private static final String TOPIC = "__naru_metrics";
    private static final String KIND = "group_lag";
    private static final int MOST_GROUPS_A_RECORD = 500;
    private static final long INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();

    /// The first round comes soon after the start, when coordinators have loaded.
    private static final long FIRST_NANOS = Duration.ofSeconds(5).toNanos();

    private final Clock clock;
    private final String id;
    private final Groups groups;
    private final LagMeasure measure;
    private final Executor blocking;
    private final SystemPublisher publisher;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private long nextNanos;
    private long version;

    public LagPublisher(
            Environment environment,
            int brokerId,
            Groups groups,
            Metadata metadata,
            Partitions partitions,
            SystemPublisher publisher) {
        this.clock = environment.clock();
        this.id = "broker-" + brokerId;
        this.groups = groups;
        this.measure = new LagMeasure(metadata, partitions);
        this.blocking = environment.threads().background("group-lag", 1);
        this.publisher = publisher;
        this.nextNanos = clock.nanos() + FIRST_NANOS;
    }

    @Override
    public String name() {
        return "naru-lag";
    }

    @Override
    public int doWork() {
        if (clock.nanos() - nextNanos < 0) {
            return 0;
        }
        nextNanos = clock.nanos() + INTERVAL_NANOS;
        if (underWay.compareAndSet(false, true)) {
            groups.standings(standings -> blocking.execute(() -> publish(standings)));
        }
        return 1;
    }

    @Override
    public long nextDeadlineNanos() {
        return nextNanos;
    }

    private void publish(List<GroupStanding> standings) {
        try {
            long nowMs = clock.wallMs();
            List<GroupLag> lags = measure.round(standings, nowMs);
            for (int from = 0; from < lags.size(); from += MOST_GROUPS_A_RECORD) {
                append(lags.subList(from, Math.min(from + MOST_GROUPS_A_RECORD, lags.size())), nowMs);
            }
        } finally {
            underWay.set(false);
        }
    }

    /// A lost record is a gap of a minute in charts; it is not told again.
    private void append(List<GroupLag> lags, long nowMs) {
        version = Math.max(version + 1, nowMs);
        byte[] key = (KIND + "/" + id).getBytes(StandardCharsets.UTF_8);
        byte[] value = Envelope.write(KIND, id, version, json -> {
            json.writeNumberField("at_ms", nowMs);
            json.writeArrayFieldStart("groups");
            for (GroupLag lag : lags) {
                lag.write(json);
            }
            json.writeEndArray();
        });
        publisher.append(TOPIC, key, value, new SystemPublisher.Completion() {
            @Override
            public void committed(long offset) {
                // Nothing waits for it.
            }

            @Override
            public void failed(String reason) {
                LOG.warn("the lag of {} groups is not published: {}", lags.size(), reason);
            }
        });
    }
}
