package io.naru.broker.fetch.session;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.FetchRequestData.ForgottenTopic;

/// Fetch requests as clients make them, short enough to be read in a test.
final class FetchRequests {
    static final short BY_NAME = 12;
    static final short BY_ID = 13;

    private FetchRequests() {}

    static FetchRequestData full() {
        return request(0, 0);
    }

    static FetchRequestData request(int session, int epoch) {
        return new FetchRequestData().setSessionId(session).setSessionEpoch(epoch);
    }

    /// Asks for partitions of a topic from an offset.
    static FetchRequestData ask(FetchRequestData request, String topic, long offset, int... partitions) {
        FetchTopic asked = new FetchTopic().setTopic(topic);
        for (int partition : partitions) {
            asked.partitions()
                    .add(new FetchPartition()
                            .setPartition(partition)
                            .setFetchOffset(offset)
                            .setPartitionMaxBytes(1_000));
        }
        request.topics().add(asked);
        return request;
    }

    static FetchRequestData ask(FetchRequestData request, Uuid topic, long offset, int... partitions) {
        ask(request, "", offset, partitions).topics().getLast().setTopicId(topic);
        return request;
    }

    static FetchRequestData forget(FetchRequestData request, String topic, Integer... partitions) {
        request.forgottenTopicsData().add(new ForgottenTopic().setTopic(topic).setPartitions(List.of(partitions)));
        return request;
    }

    /// The partitions in the order they are to be read, as `topic-partition@offset`.
    static List<String> rows(PartitionTable table) {
        List<String> rows = new ArrayList<>();
        for (int row = table.first(); row != PartitionTable.NONE; row = table.after(row)) {
            rows.add(table.topic(row) + "-" + table.partition(row) + "@" + table.fetchOffset(row));
        }
        return rows;
    }
}
