package io.naru.broker.fetch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.FetchableTopicResponse;

/// Puts the parts of an answer together, each topic once: a session's partitions may stand in any order.
final class FetchAnswer {
    private FetchAnswer() {}

    static FetchResponseData of(List<FetchPart> parts) {
        FetchResponseData response = new FetchResponseData();
        Map<Object, FetchableTopicResponse> topics = HashMap.newHashMap(Math.min(parts.size(), 16));
        for (FetchPart part : parts) {
            topics.computeIfAbsent(part.topic().key(), key -> begin(key, response))
                    .partitions()
                    .add(part.data());
        }
        return response;
    }

    private static FetchableTopicResponse begin(Object key, FetchResponseData response) {
        FetchableTopicResponse topic = switch (key) {
            case Uuid id -> new FetchableTopicResponse().setTopicId(id);
            default -> new FetchableTopicResponse().setTopic((String) key);
        };
        response.responses().add(topic);
        return topic;
    }

    /// Tells the meter what an answer carries.
    static void measure(List<FetchPart> parts, String cluster, ReadMeter meter) {
        for (FetchPart part : parts) {
            int bytes = part.recordBytes();
            if (bytes > 0 && part.topic().image() != null) {
                meter.read(cluster, part.topic().image().id(), bytes, part.messages());
            }
        }
    }
}
