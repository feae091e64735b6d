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
import io.naru.control.http.Times;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

@Controller("/api/v1/clusters/{cluster_id}/groups/{group_id}/lag")
@ExecuteOn(TaskExecutors.BLOCKING)
class LagController {
    private final Groups groups;
    private final LagTimes times;
    private final ClusterAccess access;

    LagController(Groups groups, LagTimes times, ClusterAccess access) {
        this.groups = groups;
        this.times = times;
        this.access = access;
    }

    @Get
    GroupViews.GroupLag lag(
            Caller caller, @PathVariable("cluster_id") String lkc, @PathVariable("group_id") String id) {
        access.enter(caller, lkc, Right.GROUPS_READ);
        Identity identity = new Identity(lkc, caller);
        ConsumerGroupDescription group = groups.get(identity, id);
        List<Groups.Lag> lags = groups.lags(identity, group);
        Map<TopicPartition, Long> firstUnread = times.firstUnread(identity, lags);
        Instant now = Instant.now();
        List<GroupViews.PartitionLag> partitions = views(lags, firstUnread, now);
        return new GroupViews.GroupLag(
                lkc,
                id,
                group.groupState().name(),
                Long.toString(lags.stream().mapToLong(Groups.Lag::messages).sum()),
                worst(partitions),
                Times.text(now),
                partitions);
    }

    static List<GroupViews.PartitionLag> views(
            List<Groups.Lag> lags, Map<TopicPartition, Long> firstUnread, Instant now) {
        return lags.stream()
                .map(lag -> view(lag, seconds(lag, firstUnread.get(lag.partition()), now)))
                .toList();
    }

    /// The worst partition's lag in seconds; null when none is known.
    static @Nullable Double worst(List<GroupViews.PartitionLag> partitions) {
        return partitions.stream()
                .map(GroupViews.PartitionLag::lagSeconds)
                .filter(Objects::nonNull)
                .max(Double::compare)
                .orElse(null);
    }

    private static @Nullable Double seconds(Groups.Lag lag, @Nullable Long firstUnreadMs, Instant now) {
        if (lag.messages() == 0) {
            return 0.0;
        }
        return firstUnreadMs == null ? null : Math.max(0, now.toEpochMilli() - firstUnreadMs) / 1000.0;
    }

    private static GroupViews.PartitionLag view(Groups.Lag lag, @Nullable Double seconds) {
        var member = lag.member();
        return new GroupViews.PartitionLag(
                lag.partition().topic(),
                lag.partition().partition(),
                Long.toString(lag.committed()),
                Long.toString(lag.end()),
                Long.toString(lag.messages()),
                seconds,
                member == null ? null : member.consumerId(),
                member == null ? null : member.clientId(),
                member == null ? null : member.host());
    }
}
