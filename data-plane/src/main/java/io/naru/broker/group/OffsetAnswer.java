package io.naru.broker.group;

import io.naru.broker.group.model.OffsetKey;
import io.naru.broker.group.model.StoredOffset;
import io.naru.broker.metadata.MetadataImage;
import io.naru.broker.metadata.TopicImage;
import io.naru.broker.protocol.WireUuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestGroup;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestTopics;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponseGroup;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponsePartitions;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponseTopics;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/// Puts what a group has stored into the form a version of OffsetFetch has for it. A topic's offsets count only for the
/// topic they were committed for: one made anew under the name has none.
record OffsetAnswer(MetadataImage image, String cluster, short version) {
    private static final short TOP_LEVEL_ERROR = 2;
    private static final short BY_ID = 10;
    private static final long NO_OFFSET = -1;

    OffsetFetchResponseGroup of(OffsetFetchRequestGroup asked, Map<OffsetKey, StoredOffset> stored) {
        var answer = new OffsetFetchResponseGroup().setGroupId(asked.groupId());
        List<OffsetFetchRequestTopics> topics = asked.topics() == null ? everything(stored) : asked.topics();
        for (OffsetFetchRequestTopics topic : topics) {
            answer.topics().add(topic(topic, stored, asked.topics() == null));
        }
        return answer;
    }

    /// Version 1 has no place for an error but at each partition.
    OffsetFetchResponseGroup refused(OffsetFetchRequestGroup asked, Errors error) {
        var answer = new OffsetFetchResponseGroup().setGroupId(asked.groupId()).setErrorCode(error.code());
        if (version < TOP_LEVEL_ERROR && asked.topics() != null) {
            asked.topics().forEach(topic -> answer.topics().add(allPartitions(topic, error)));
        }
        return answer;
    }

    private List<OffsetFetchRequestTopics> everything(Map<OffsetKey, StoredOffset> stored) {
        Map<String, List<Integer>> partitions = new TreeMap<>();
        stored.forEach((key, offset) -> {
            TopicImage topic = image.topic(cluster, key.topic());
            boolean nameable = version < BY_ID || topic != null;
            if (nameable && belongs(offset, topic)) {
                partitions
                        .computeIfAbsent(key.topic(), name -> new ArrayList<>())
                        .add(key.partition());
            }
        });
        List<OffsetFetchRequestTopics> topics = new ArrayList<>();
        partitions.forEach((name, indexes) -> topics.add(new OffsetFetchRequestTopics()
                .setName(name)
                .setPartitionIndexes(indexes.stream().sorted().toList())));
        return topics;
    }

    private OffsetFetchResponseTopics topic(
            OffsetFetchRequestTopics asked, Map<OffsetKey, StoredOffset> stored, boolean found) {
        boolean byId = version >= BY_ID && !found;
        TopicImage topic =
                byId ? image.topic(cluster, WireUuid.fromKafka(asked.topicId())) : image.topic(cluster, asked.name());
        if (byId && topic == null) {
            return allPartitions(asked, Errors.UNKNOWN_TOPIC_ID);
        }
        var answer = new OffsetFetchResponseTopics();
        if (version >= BY_ID && topic != null) {
            answer.setTopicId(WireUuid.toKafka(topic.id()));
        } else {
            answer.setName(asked.name());
        }
        String name = topic == null ? asked.name() : topic.name();
        for (int partition : asked.partitionIndexes()) {
            StoredOffset offset = stored.get(new OffsetKey(name, partition));
            answer.partitions().add(partition(partition, offset != null && belongs(offset, topic) ? offset : null));
        }
        return answer;
    }

    private static boolean belongs(StoredOffset offset, @Nullable TopicImage topic) {
        return topic == null || topic.id().equals(offset.topicId());
    }

    private static OffsetFetchResponsePartitions partition(int index, @Nullable StoredOffset offset) {
        var answer = new OffsetFetchResponsePartitions().setPartitionIndex(index);
        return offset == null
                ? answer.setCommittedOffset(NO_OFFSET).setMetadata("")
                : answer.setCommittedOffset(offset.offset())
                        .setCommittedLeaderEpoch(offset.leaderEpoch())
                        .setMetadata(offset.metadata());
    }

    private static OffsetFetchResponseTopics allPartitions(OffsetFetchRequestTopics asked, Errors error) {
        var answer = new OffsetFetchResponseTopics().setName(asked.name()).setTopicId(asked.topicId());
        asked.partitionIndexes()
                .forEach(index -> answer.partitions().add(partition(index, null).setErrorCode(error.code())));
        return answer;
    }
}
