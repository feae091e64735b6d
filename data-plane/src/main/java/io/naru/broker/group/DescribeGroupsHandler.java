package io.naru.broker.group;

import io.naru.broker.dispatch.ApiHandler;
import io.naru.broker.dispatch.Request;
import io.naru.broker.group.coordinator.GroupListing;
import io.naru.broker.group.model.GroupError;
import io.naru.broker.group.model.GroupKey;
import io.naru.broker.group.model.Reply;
import io.naru.broker.tenancy.Right;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.message.DescribeGroupsRequestData;
import org.apache.kafka.common.message.DescribeGroupsResponseData;
import org.apache.kafka.common.message.DescribeGroupsResponseData.DescribedGroup;
import org.apache.kafka.common.message.DescribeGroupsResponseData.DescribedGroupMember;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/// DescribeGroups: who is in a group and what is assigned to whom. A group that is not there is "Dead" to old clients.
final class DescribeGroupsHandler implements ApiHandler {
    private static final short KNOWS_GROUP_ID_NOT_FOUND = 6;
    private static final String DEAD = "Dead";

    private final Coordinators coordinators;

    DescribeGroupsHandler(Coordinators coordinators) {
        this.coordinators = coordinators;
    }

    @Override
    public ApiKeys api() {
        return ApiKeys.DESCRIBE_GROUPS;
    }

    @Override
    public Right needs() {
        return Right.DESCRIBE;
    }

    @Override
    public void handle(Request request) {
        var body = (DescribeGroupsRequestData) request.body();
        List<String> groups = body.groups();
        Gathering<DescribedGroup> gathering = new Gathering<>(
                groups.size(), answers -> request.respond(new DescribeGroupsResponseData().setGroups(answers)));
        for (int i = 0; i < groups.size(); i++) {
            int place = i;
            String group = groups.get(i);
            if (!request.rights().contains(Right.DESCRIBE)) {
                gathering.put(place, failed(group, Errors.GROUP_AUTHORIZATION_FAILED));
                continue;
            }
            var key = new GroupKey(request.principal().cluster(), group);
            Reply<GroupListing> reply = outcome ->
                    gathering.put(place, described(request, body.includeAuthorizedOperations(), group, outcome));
            coordinators.ask(key, reply, (coordinator, to) -> coordinator.describe(key, to));
        }
    }

    private static DescribedGroup described(
            Request request, boolean withOperations, String group, Reply.Outcome<GroupListing> outcome) {
        return switch (outcome) {
            case Reply.Done<GroupListing>(GroupListing listing) -> {
                DescribedGroup described = described(listing);
                yield withOperations ? described.setAuthorizedOperations(operations(request.rights())) : described;
            }
            case Reply.Refused<GroupListing>(GroupError error) ->
                error == GroupError.GROUP_ID_NOT_FOUND ? dead(request, group) : failed(group, GroupErrors.wire(error));
        };
    }

    private static DescribedGroup described(GroupListing listing) {
        return new DescribedGroup()
                .setGroupId(listing.group())
                .setGroupState(listing.state())
                .setProtocolType(listing.protocolType())
                .setProtocolData(listing.protocol())
                .setMembers(listing.members().stream()
                        .map(member -> new DescribedGroupMember()
                                .setMemberId(member.memberId())
                                .setGroupInstanceId(member.instanceId())
                                .setClientId(member.clientId())
                                .setClientHost(member.clientHost())
                                .setMemberMetadata(member.metadata())
                                .setMemberAssignment(member.assignment()))
                        .toList());
    }

    private static DescribedGroup dead(Request request, String group) {
        DescribedGroup dead = new DescribedGroup().setGroupId(group).setGroupState(DEAD);
        return request.apiVersion() < KNOWS_GROUP_ID_NOT_FOUND
                ? dead
                : dead.setErrorCode(Errors.GROUP_ID_NOT_FOUND.code()).setErrorMessage("Group " + group + " not found.");
    }

    private static DescribedGroup failed(String group, Errors error) {
        return new DescribedGroup().setGroupId(group).setErrorCode(error.code());
    }

    private static int operations(Set<Right> rights) {
        int bits = 0;
        for (Right right : rights) {
            bits |= switch (right) {
                case DESCRIBE -> bit(AclOperation.DESCRIBE) | bit(AclOperation.DESCRIBE_CONFIGS);
                case READ -> bit(AclOperation.READ) | bit(AclOperation.DESCRIBE);
                case WRITE -> 0;
                case MANAGE -> bit(AclOperation.DELETE);
            };
        }
        return bits;
    }

    private static int bit(AclOperation operation) {
        return 1 << operation.code();
    }
}
