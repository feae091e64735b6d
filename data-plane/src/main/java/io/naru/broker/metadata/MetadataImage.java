package io.naru.broker.metadata;

import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/// One version of the cell's metadata. Persistent structures: a change copies a path, never the whole.
///
/// @param version the journal's version that made this image; grows by applied changes
/// @param bin deleted topics that can still be restored; none of them is in `topicsByCluster` or `topicsById`
public record MetadataImage(
        long version,
        PMap<Integer, BrokerImage> brokers,
        PMap<String, ClusterState> clusters,
        PMap<String, PSortedMap<String, TopicImage>> topicsByCluster,
        PMap<UUID, TopicImage> topicsById,
        Bin bin) {

    public static final MetadataImage EMPTY = new MetadataImage(
            0, HashTreePMap.empty(), HashTreePMap.empty(), HashTreePMap.empty(), HashTreePMap.empty(), Bin.EMPTY);

    /// A topic by name, as seen from inside its logical cluster.
    public @Nullable TopicImage topic(String cluster, String name) {
        PSortedMap<String, TopicImage> topics = topicsByCluster.get(cluster);
        return topics == null ? null : topics.get(name);
    }

    /// A topic by id, as seen from inside a logical cluster: another cluster's id is an unknown one.
    public @Nullable TopicImage topic(String cluster, UUID id) {
        TopicImage topic = topicsById.get(id);
        return topic != null && topic.cluster().equals(cluster) ? topic : null;
    }

    /// All topics of a logical cluster, in order of name.
    public Collection<TopicImage> topics(String cluster) {
        return topicsByCluster.getOrDefault(cluster, TreePMap.empty()).values();
    }

    /// How many partitions a logical cluster has in all its topics.
    public long partitionCount(String cluster) {
        return topics(cluster).stream().mapToLong(TopicImage::partitionCount).sum();
    }

    public MetadataImage withVersion(long newVersion) {
        return new MetadataImage(newVersion, brokers, clusters, topicsByCluster, topicsById, bin);
    }

    public MetadataImage withBroker(BrokerImage broker) {
        return new MetadataImage(
                version, brokers.plus(broker.id(), broker), clusters, topicsByCluster, topicsById, bin);
    }

    public MetadataImage withCluster(String cluster, ClusterState state) {
        return new MetadataImage(version, brokers, clusters.plus(cluster, state), topicsByCluster, topicsById, bin);
    }

    /// With a topic that is new or changed.
    public MetadataImage withTopic(TopicImage topic) {
        PSortedMap<String, TopicImage> topics = topicsByCluster.getOrDefault(topic.cluster(), TreePMap.empty());
        return new MetadataImage(
                version,
                brokers,
                clusters,
                topicsByCluster.plus(topic.cluster(), topics.plus(topic.name(), topic)),
                topicsById.plus(topic.id(), topic),
                bin);
    }

    /// With a topic in the bin instead of among the topics.
    public MetadataImage withBinned(BinnedTopic binned) {
        MetadataImage rest = withoutTopic(binned.topic().id());
        return new MetadataImage(
                version, brokers, clusters, rest.topicsByCluster, rest.topicsById, rest.bin.with(binned));
    }

    /// Without a topic, wherever it is.
    public MetadataImage withoutTopic(UUID id) {
        TopicImage topic = topicsById.get(id);
        if (topic == null) {
            return new MetadataImage(version, brokers, clusters, topicsByCluster, topicsById, bin.without(id));
        }
        PSortedMap<String, TopicImage> rest =
                topicsByCluster.getOrDefault(topic.cluster(), TreePMap.empty()).minus(topic.name());
        return new MetadataImage(
                version,
                brokers,
                clusters,
                rest.isEmpty() ? topicsByCluster.minus(topic.cluster()) : topicsByCluster.plus(topic.cluster(), rest),
                topicsById.minus(id),
                bin);
    }
}
