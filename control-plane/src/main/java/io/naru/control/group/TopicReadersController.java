package io.naru.control.group;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.naru.control.access.Caller;
import io.naru.control.access.Right;
import io.naru.control.cell.CellClients.Identity;
import io.naru.control.cluster.ClusterAccess;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

@Controller("/api/v1/clusters/{cluster_id}/topics/{topic_name}/groups")
@ExecuteOn(TaskExecutors.BLOCKING)
class TopicReadersController {
    private final TopicReaders readers;
    private final LagTimes times;
    private final ClusterAccess access;

    TopicReadersController(TopicReaders readers, LagTimes times, ClusterAccess access) {
        this.readers = readers;
        this.times = times;
        this.access = access;
    }

    @Get
    GroupViews.ReaderList list(
            Caller caller, @PathVariable("cluster_id") String lkc, @PathVariable("topic_name") String topic) {
        access.enter(caller, lkc, Right.GROUPS_READ);
        Identity identity = new Identity(lkc, caller);
        TopicReaders.Found found = readers.of(identity, topic);
        Instant now = Instant.now();
        return new GroupViews.ReaderList(
                found.readers().stream()
                        .map(reader -> view(reader, times.firstUnread(identity, reader.lags()), now))
                        .toList(),
                found.notAsked());
    }

    private static GroupViews.Reader view(
            TopicReaders.Reader reader, Map<TopicPartition, Long> firstUnread, Instant now) {
        List<GroupViews.PartitionLag> partitions = LagController.views(reader.lags(), firstUnread, now);
        return new GroupViews.Reader(
                reader.group().groupId(),
                reader.group().groupState().name(),
                reader.group().members().size(),
                Long.toString(
                        reader.lags().stream().mapToLong(Groups.Lag::messages).sum()),
                LagController.worst(partitions),
                partitions);
    }
}
