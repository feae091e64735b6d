package io.naru.broker.runtime;

import io.naru.broker.environment.Clock;
import io.naru.broker.metadata.Metadata;
import io.naru.broker.metadata.TopicImage;
import io.naru.broker.partition.Append;
import io.naru.broker.partition.AppendOutcome;
import io.naru.broker.partition.PartitionHandle;
import io.naru.broker.partition.Partitions;
import io.naru.broker.record.BatchBuilder;
import io.naru.broker.systemtopic.SystemPublisher;
import io.naru.broker.tenancy.Principal;
import org.jspecify.annotations.Nullable;

/// Appends to system topics that this broker leads.
final class LocalSystemPublisher implements SystemPublisher {
    private final Metadata metadata;
    private final Partitions partitions;
    private final Clock clock;

    LocalSystemPublisher(Metadata metadata, Partitions partitions, Clock clock) {
        this.metadata = metadata;
        this.partitions = partitions;
        this.clock = clock;
    }

    @Override
    public void append(String name, byte[] key, byte @Nullable [] value, Completion completion) {
        TopicImage topic = metadata.image().topic(Principal.SYSTEM_CLUSTER, name);
        PartitionHandle handle = topic == null ? null : partitions.find(topic.id(), 0);
        if (handle == null) {
            completion.failed("the topic " + name + " is not open on this broker");
            return;
        }
        BatchBuilder batch = new BatchBuilder().add(clock.wallMs(), key, value);
        partitions.append(handle, new Append(batch.build(), () -> {}, outcome -> {
            switch (outcome) {
                case AppendOutcome.Appended appended -> completion.committed(appended.baseOffset());
                case AppendOutcome.Refused refused -> completion.failed(refused.reason());
            }
        }));
    }
}
