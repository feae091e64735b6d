package io.naru.e2e.clients;

import io.naru.e2e.tenant.ClusterKey;

/// A Kafka client library, seen through a program that produces and one that consumes as a member of a group.
public interface KafkaClient {
    /// Sends the records from number `first` to `end`, the last not included; returns when all are acknowledged.
    void produce(ClusterKey key, String topic, int first, int end);

    /// Joins the group; all that is received goes to `received` until the member is closed, which leaves the group.
    Member join(ClusterKey key, String topic, String group, Received received);

    /// One member of a consumer group.
    interface Member extends AutoCloseable {
        @Override
        void close();
    }
}
