package io.naru.broker.group;

import io.naru.broker.dispatch.ApiHandler;
import io.naru.broker.dispatch.Request;
import io.naru.broker.group.coordinator.GroupCoordinator;
import io.naru.broker.group.model.GroupKey;
import io.naru.broker.group.model.OffsetKey;
import io.naru.broker.group.model.Reply;
import io.naru.broker.group.model.StoredOffset;
import io.naru.broker.metadata.Metadata;
import io.naru.broker.tenancy.Right;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestGroup;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestTopics;
import org.apache.kafka.common.message.OffsetFetchResponseData;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponseGroup;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponsePartition;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponseTopic;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/// OffsetFetch: what groups have committed. An unknown group has committed nothing. Old versions ask for one group;
/// they are answered by the same way as v8 and later, and put into their own form at the end.
final class OffsetFetchHandler implements ApiHandler {
    private static final short MANY_GROUPS = 8;
    private static final short TOP_LEVEL_ERROR = 2;

    private final Coordinators coordinators;
    private final Metadata metadata;

    OffsetFetchHandler(Coordinators coordinators, Metadata metadata) {
        this.coordinators = coordinators;
        this.metadata = metadata;
    }

    @Override
    public ApiKeys api() {
        return ApiKeys.OFFSET_FETCH;
    }

    @Override
    public Right needs() {
        return Right.DESCRIBE;
    }

    @Override
    public void handle(Request request) {
        var body = (OffsetFetchRequestData) request.body();
        List<OffsetFetchRequestGroup> groups =
                request.apiVersion() >= MANY_GROUPS ? body.groups() : List.of(onlyGroup(body));
        Gathering<OffsetFetchResponseGroup> gathering =
                new Gathering<>(groups.size(), answers -> request.respond(response(request, answers)));
        for (int i = 0; i < groups.size(); i++) {
            int place = i;
            OffsetFetchRequestGroup asked = groups.get(i);
            var offsets = new OffsetAnswer(metadata.image(), request.principal().cluster(), request.apiVersion());
            Reply<Map<OffsetKey, StoredOffset>> reply = outcome -> gathering.put(
                    place,
                    switch (outcome) {
                        case Reply.Done<Map<OffsetKey, StoredOffset>>(Map<OffsetKey, StoredOffset> stored) ->
                            offsets.of(asked, stored);
                        case Reply.Refused<Map<OffsetKey, StoredOffset>> refused ->
                            offsets.refused(asked, GroupErrors.wire(refused.error()));
                    });
            if (request.rights().contains(Right.DESCRIBE)) {
                coordinators.ask(
                        new GroupKey(request.principal().cluster(), asked.groupId()),
                        reply,
                        (GroupCoordinator coordinator, Reply<Map<OffsetKey, StoredOffset>> to) ->
                                coordinator.fetchOffsets(
                                        new GroupKey(request.principal().cluster(), asked.groupId()), to));
            } else {
                gathering.put(place, offsets.refused(asked, Errors.GROUP_AUTHORIZATION_FAILED));
            }
        }
    }

    private static OffsetFetchRequestGroup onlyGroup(OffsetFetchRequestData body) {
        var group = new OffsetFetchRequestGroup().setGroupId(body.groupId());
        if (body.topics() == null) {
            return group.setTopics(null);
        }
        return group.setTopics(body.topics().stream()
                .map(topic -> new OffsetFetchRequestTopics()
                        .setName(topic.name())
                        .setPartitionIndexes(topic.partitionIndexes()))
                .toList());
    }

    private static OffsetFetchResponseData response(Request request, List<OffsetFetchResponseGroup> groups) {
        if (request.apiVersion() >= MANY_GROUPS) {
            return new OffsetFetchResponseData().setGroups(groups);
        }
        OffsetFetchResponseGroup group = groups.getFirst();
        short topLevel = request.apiVersion() >= TOP_LEVEL_ERROR ? group.errorCode() : Errors.NONE.code();
        return new OffsetFetchResponseData()
                .setErrorCode(topLevel)
                .setTopics(group.topics().stream()
                        .map(topic -> new OffsetFetchResponseTopic()
                                .setName(topic.name())
                                .setPartitions(topic.partitions().stream()
                                        .map(partition -> new OffsetFetchResponsePartition()
                                                .setPartitionIndex(partition.partitionIndex())
                                                .setCommittedOffset(partition.committedOffset())
                                                .setCommittedLeaderEpoch(partition.committedLeaderEpoch())
                                                .setMetadata(partition.metadata())
                                                .setErrorCode(partition.errorCode()))
                                        .toList()))
                        .toList());
    }
}
