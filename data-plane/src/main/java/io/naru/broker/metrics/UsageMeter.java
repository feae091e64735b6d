package io.naru.broker.metrics;

import io.naru.broker.dispatch.DispatchListener;
import io.naru.broker.fetch.ReadMeter;
import io.naru.broker.produce.WriteMeter;
import io.naru.broker.tenancy.Principal;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.protocol.ApiKeys;
import org.jspecify.annotations.Nullable;

/// Counts what tenants use, cumulative since the start. Called from event loops and shards; costs a look-up and an
/// addition. The number of series is bounded: beyond it a topic is counted with its cluster only, and a cluster with
/// the broker only.
public final class UsageMeter implements WriteMeter, ReadMeter, DispatchListener {
    static final int MOST_CLUSTERS = 20_000;
    static final int MOST_TOPICS = 100_000;

    private final Map<String, ClusterUsage> clusters = new ConcurrentHashMap<>();
    private final Map<UUID, TopicUsage> topics = new ConcurrentHashMap<>();
    private final RequestMeter requests;
    private final KeyLedger keys;
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();
    private final LongAdder messagesIn = new LongAdder();
    private final LongAdder messagesOut = new LongAdder();

    public UsageMeter(RequestMeter requests, KeyLedger keys) {
        this.requests = requests;
        this.keys = keys;
    }

    /// One logical cluster's counters; `published` belongs to the publisher.
    static final class ClusterUsage {
        final LongAdder bytesIn = new LongAdder();
        final LongAdder bytesOut = new LongAdder();
        final LongAdder messagesIn = new LongAdder();
        final LongAdder messagesOut = new LongAdder();
        final LongAdder requests = new LongAdder();
        final Published published = new Published();
    }

    /// One topic's counters; `published` belongs to the publisher.
    static final class TopicUsage {
        final String cluster;
        final LongAdder bytesIn = new LongAdder();
        final LongAdder bytesOut = new LongAdder();
        final LongAdder messagesIn = new LongAdder();
        final Published published = new Published();

        TopicUsage(String cluster) {
            this.cluster = cluster;
        }
    }

    @Override
    public void wrote(String cluster, UUID topic, long bytes, int messages) {
        bytesIn.add(bytes);
        messagesIn.add(messages);
        ClusterUsage ofCluster = cluster(cluster);
        if (ofCluster != null) {
            ofCluster.bytesIn.add(bytes);
            ofCluster.messagesIn.add(messages);
        }
        TopicUsage ofTopic = topic(cluster, topic);
        if (ofTopic != null) {
            ofTopic.bytesIn.add(bytes);
            ofTopic.messagesIn.add(messages);
        }
    }

    @Override
    public void read(String cluster, UUID topic, long bytes, int messages) {
        bytesOut.add(bytes);
        messagesOut.add(messages);
        ClusterUsage ofCluster = cluster(cluster);
        if (ofCluster != null) {
            ofCluster.bytesOut.add(bytes);
            ofCluster.messagesOut.add(messages);
        }
        TopicUsage ofTopic = topic(cluster, topic);
        if (ofTopic != null) {
            ofTopic.bytesOut.add(bytes);
        }
    }

    @Override
    public void finished(
            Principal principal, String clientId, ApiKeys api, int requestBytes, int responseBytes, long nanos) {
        requests.finished(api, requestBytes, responseBytes, nanos);
        ClusterUsage ofCluster = cluster(principal.cluster());
        if (ofCluster != null) {
            ofCluster.requests.increment();
        }
        keys.used(principal.credential(), clientId);
    }

    @Override
    public void closed(Principal principal, ApiKeys api) {
        requests.closed(api);
    }

    long totalBytesIn() {
        return bytesIn.sum();
    }

    long totalBytesOut() {
        return bytesOut.sum();
    }

    long totalMessagesIn() {
        return messagesIn.sum();
    }

    long totalMessagesOut() {
        return messagesOut.sum();
    }

    Map<String, ClusterUsage> clusters() {
        return clusters;
    }

    Map<UUID, TopicUsage> topics() {
        return topics;
    }

    /// The cluster's series for the publisher, made if there is room; the cell's own traffic has none.
    @Nullable
    ClusterUsage cluster(String cluster) {
        ClusterUsage usage = clusters.get(cluster);
        if (usage != null || cluster.equals(Principal.SYSTEM_CLUSTER) || clusters.size() >= MOST_CLUSTERS) {
            return usage;
        }
        return clusters.computeIfAbsent(cluster, lkc -> new ClusterUsage());
    }

    @Nullable
    TopicUsage topic(String cluster, UUID topic) {
        TopicUsage usage = topics.get(topic);
        if (usage != null || cluster.equals(Principal.SYSTEM_CLUSTER) || topics.size() >= MOST_TOPICS) {
            return usage;
        }
        return topics.computeIfAbsent(topic, id -> new TopicUsage(cluster));
    }
}
