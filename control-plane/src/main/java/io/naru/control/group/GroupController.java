package io.naru.control.group;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.naru.control.access.Caller;
import io.naru.control.access.Right;
import io.naru.control.access.Scope;
import io.naru.control.audit.Audited;
import io.naru.control.cell.CellClients.Identity;
import io.naru.control.cluster.ClusterAccess;
import io.naru.control.http.KafkaMetadata;
import io.naru.control.http.Paging;
import io.naru.control.http.PublicUrls;
import io.naru.control.http.Refusal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

@Controller("/kafka/v3/clusters/{cluster_id}/consumer-groups")
@ExecuteOn(TaskExecutors.BLOCKING)
class GroupController {
    private static final int WHOLE_LIST = 10_000;
    private static final int LARGEST_PAGE = 1_000;

    private final Groups groups;
    private final ClusterAccess access;
    private final PublicUrls urls;

    GroupController(Groups groups, ClusterAccess access, PublicUrls urls) {
        this.groups = groups;
        this.access = access;
        this.urls = urls;
    }

    /// Lets the caller in and says as whom the cell sees them.
    private Identity enter(Caller caller, String lkc) {
        access.enter(caller, lkc, Right.GROUPS_READ);
        return new Identity(lkc, caller);
    }

    @Get
    GroupViews.GroupList list(Caller caller, HttpRequest<?> request, @PathVariable("cluster_id") String lkc) {
        Scope scope = access.enter(caller, lkc).at();
        boolean paged = request.getParameters().getFirst("page_size").isPresent();
        Paging paging = Paging.of(request, WHOLE_LIST, paged ? LARGEST_PAGE : WHOLE_LIST);
        Paging.Page<ConsumerGroupDescription> page = caller.may(Right.GROUPS_READ, scope)
                ? groups.list(new Identity(lkc, caller), paging)
                : new Paging.Page<>(List.of(), null);
        Paging.Metadata links = paging.metadata(request, urls, page.next());
        return new GroupViews.GroupList(
                "KafkaConsumerGroupList",
                new KafkaMetadata.ForList(links.first(), links.next()),
                page.map(group -> view(lkc, group)).rows());
    }

    @Get("/{group_id}")
    GroupViews.Group get(Caller caller, @PathVariable("cluster_id") String lkc, @PathVariable("group_id") String id) {
        return view(lkc, groups.get(enter(caller, lkc), id));
    }

    @Delete("/{group_id}")
    @Audited("consumer_group.delete")
    HttpResponse<?> delete(Caller caller, @PathVariable("cluster_id") String lkc, @PathVariable("group_id") String id) {
        access.enter(caller, lkc, Right.GROUPS_MANAGE);
        groups.delete(new Identity(lkc, caller), id);
        return HttpResponse.noContent();
    }

    @Delete("/{group_id}/offsets")
    @Audited("consumer_group.delete_offsets")
    HttpResponse<?> deleteOffsets(
            Caller caller,
            HttpRequest<?> request,
            @PathVariable("cluster_id") String lkc,
            @PathVariable("group_id") String id) {
        access.enter(caller, lkc, Right.GROUPS_MANAGE);
        Identity identity = new Identity(lkc, caller);
        String topic = request.getParameters()
                .getFirst("topic_name")
                .filter(name -> !name.isEmpty())
                .orElseThrow(() -> Refusal.parameter("topic_name", "topic_name is missing."));
        Set<TopicPartition> partitions = request.getParameters().getAll("partition_id").stream()
                .map(text -> new TopicPartition(topic, partition(text)))
                .collect(Collectors.toSet());
        if (partitions.isEmpty()) {
            partitions = groups.committed(identity, id).keySet().stream()
                    .filter(partition -> partition.topic().equals(topic))
                    .collect(Collectors.toSet());
        }
        groups.deleteOffsets(identity, id, partitions);
        return HttpResponse.noContent();
    }

    private static int partition(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw Refusal.parameter("partition_id", "partition_id must be a whole number.");
        }
        return Integer.parseInt(text);
    }

    private GroupViews.Group view(String lkc, ConsumerGroupDescription group) {
        String self = self(lkc, group.groupId());
        return new GroupViews.Group(
                "KafkaConsumerGroup",
                metadata(lkc, group.groupId(), ""),
                lkc,
                group.groupId(),
                group.isSimpleConsumerGroup(),
                group.partitionAssignor(),
                group.groupState().name(),
                group.members().size(),
                new GroupViews.Related(self + "/consumers"),
                new GroupViews.Related(self + "/lag-summary"));
    }

    @Get("/{group_id}/consumers")
    GroupViews.ConsumerList consumers(
            Caller caller, @PathVariable("cluster_id") String lkc, @PathVariable("group_id") String id) {
        ConsumerGroupDescription group = groups.get(enter(caller, lkc), id);
        List<GroupViews.Consumer> members = group.members().stream()
                .sorted(Comparator.comparing(MemberDescription::consumerId))
                .map(member -> view(lkc, id, member))
                .toList();
        return new GroupViews.ConsumerList("KafkaConsumerList", listMetadata(lkc, id, "/consumers"), members);
    }

    private GroupViews.Consumer view(String lkc, String id, MemberDescription member) {
        return new GroupViews.Consumer(
                "KafkaConsumer",
                metadata(lkc, id, "/consumers/" + encoded(member.consumerId())),
                lkc,
                id,
                member.consumerId(),
                member.groupInstanceId().orElse(null),
                member.clientId(),
                member.host(),
                assigned(member));
    }

    private static List<GroupViews.Assigned> assigned(MemberDescription member) {
        return member.assignment().topicPartitions().stream()
                .map(partition -> new GroupViews.Assigned(partition.topic(), partition.partition()))
                .sorted(Comparator.comparing(GroupViews.Assigned::topicName)
                        .thenComparingInt(GroupViews.Assigned::partitionId))
                .toList();
    }

    private MemberDescription member(Identity identity, String group, String consumer) {
        return groups.get(identity, group).members().stream()
                .filter(member -> member.consumerId().equals(consumer))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("consumer", consumer + " in this group")
                        .withKafkaCode(40403));
    }

    @Get("/{group_id}/consumers/{consumer_id}")
    GroupViews.Consumer consumer(
            Caller caller,
            @PathVariable("cluster_id") String lkc,
            @PathVariable("group_id") String id,
            @PathVariable("consumer_id") String consumer) {
        return view(lkc, id, member(enter(caller, lkc), id, consumer));
    }

    @Get("/{group_id}/consumers/{consumer_id}/assignments")
    GroupViews.AssignmentList assignments(
            Caller caller,
            @PathVariable("cluster_id") String lkc,
            @PathVariable("group_id") String id,
            @PathVariable("consumer_id") String consumer) {
        String below = "/consumers/" + encoded(consumer) + "/assignments";
        List<GroupViews.Assignment> assignments = assigned(member(enter(caller, lkc), id, consumer)).stream()
                .map(assigned -> new GroupViews.Assignment(
                        "KafkaConsumerAssignment",
                        metadata(lkc, id, below + "/" + assigned.topicName() + "/partitions/" + assigned.partitionId()),
                        lkc,
                        id,
                        consumer,
                        assigned.topicName(),
                        assigned.partitionId()))
                .toList();
        return new GroupViews.AssignmentList("KafkaConsumerAssignmentList", listMetadata(lkc, id, below), assignments);
    }

    @Get("/{group_id}/lags")
    GroupViews.LagList lags(
            Caller caller, @PathVariable("cluster_id") String lkc, @PathVariable("group_id") String id) {
        Identity identity = enter(caller, lkc);
        List<GroupViews.Lag> lags = groups.lags(identity, groups.get(identity, id)).stream()
                .map(lag -> view(lkc, id, lag))
                .toList();
        return new GroupViews.LagList("KafkaConsumerLagList", listMetadata(lkc, id, "/lags"), lags);
    }

    @Get("/{group_id}/lags/{topic_name}/partitions/{partition_id}")
    GroupViews.Lag lag(
            Caller caller,
            @PathVariable("cluster_id") String lkc,
            @PathVariable("group_id") String id,
            @PathVariable("topic_name") String topic,
            @PathVariable("partition_id") int partition) {
        Identity identity = enter(caller, lkc);
        TopicPartition wanted = new TopicPartition(topic, partition);
        return groups.lags(identity, groups.get(identity, id)).stream()
                .filter(lag -> lag.partition().equals(wanted))
                .findFirst()
                .map(lag -> view(lkc, id, lag))
                .orElseThrow(() ->
                        Refusal.notFound("committed offset", "for " + wanted).withKafkaCode(40403));
    }

    private GroupViews.Lag view(String lkc, String id, Groups.Lag lag) {
        return new GroupViews.Lag(
                "KafkaConsumerLag",
                metadata(
                        lkc,
                        id,
                        "/lags/" + lag.partition().topic() + "/partitions/"
                                + lag.partition().partition()),
                lkc,
                id,
                lag.partition().topic(),
                lag.partition().partition(),
                lag.committed(),
                lag.end(),
                lag.messages(),
                member(lag, MemberDescription::consumerId),
                lag.member() == null ? null : lag.member().groupInstanceId().orElse(null),
                member(lag, MemberDescription::clientId));
    }

    @Get("/{group_id}/lag-summary")
    GroupViews.LagSummary lagSummary(
            Caller caller, @PathVariable("cluster_id") String lkc, @PathVariable("group_id") String id) {
        Identity identity = enter(caller, lkc);
        List<Groups.Lag> lags = groups.lags(identity, groups.get(identity, id));
        Optional<Groups.Lag> worst = lags.stream().max(Comparator.comparingLong(Groups.Lag::messages));
        return new GroupViews.LagSummary(
                "KafkaConsumerGroupLagSummary",
                metadata(lkc, id, "/lag-summary"),
                lkc,
                id,
                worst.map(lag -> lag.partition().topic()).orElse(null),
                worst.map(lag -> lag.partition().partition()).orElse(null),
                worst.map(lag -> member(lag, MemberDescription::consumerId)).orElse(null),
                worst.map(lag -> member(lag, MemberDescription::clientId)).orElse(null),
                worst.map(Groups.Lag::messages).orElse(0L),
                lags.stream().mapToLong(Groups.Lag::messages).sum());
    }

    private static @Nullable String member(Groups.Lag lag, Function<MemberDescription, String> part) {
        return lag.member() == null ? null : part.apply(lag.member());
    }

    private KafkaMetadata metadata(String lkc, String group, String below) {
        return new KafkaMetadata(
                self(lkc, group) + below, "crn:///kafka=" + lkc + "/consumer-group=" + encoded(group) + below);
    }

    private KafkaMetadata.ForList listMetadata(String lkc, String group, String below) {
        return new KafkaMetadata.ForList(self(lkc, group) + below, null);
    }

    private String self(String lkc, String group) {
        return urls.at("/kafka/v3/clusters/" + lkc + "/consumer-groups/" + encoded(group));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
