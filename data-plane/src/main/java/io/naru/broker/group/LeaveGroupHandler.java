package io.naru.broker.group;

import io.naru.broker.dispatch.ApiHandler;
import io.naru.broker.dispatch.Request;
import io.naru.broker.group.coordinator.GroupCommand;
import io.naru.broker.group.coordinator.GroupCommand.Departure;
import io.naru.broker.group.model.GroupError;
import io.naru.broker.group.model.GroupKey;
import io.naru.broker.group.model.MemberIdentity;
import io.naru.broker.group.model.Reply;
import io.naru.broker.tenancy.Right;
import java.util.List;
import org.apache.kafka.common.message.LeaveGroupRequestData;
import org.apache.kafka.common.message.LeaveGroupResponseData;
import org.apache.kafka.common.message.LeaveGroupResponseData.MemberResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/// LeaveGroup: members leave, or are put out by an operator (static ones by their instance, KIP-345).
final class LeaveGroupHandler implements ApiHandler {
    private static final short MANY_MEMBERS = 3;

    private final Coordinators coordinators;

    LeaveGroupHandler(Coordinators coordinators) {
        this.coordinators = coordinators;
    }

    @Override
    public ApiKeys api() {
        return ApiKeys.LEAVE_GROUP;
    }

    @Override
    public Right needs() {
        return Right.READ;
    }

    @Override
    public void handle(Request request) {
        var body = (LeaveGroupRequestData) request.body();
        if (!request.rights().contains(Right.READ)) {
            request.respond(new LeaveGroupResponseData().setErrorCode(Errors.GROUP_AUTHORIZATION_FAILED.code()));
            return;
        }
        Reply<List<Departure>> reply = new ClientReply<>(request, outcome -> response(request, outcome));
        coordinators.submit(new GroupCommand.Leave(
                new GroupKey(request.principal().cluster(), body.groupId()), members(request, body), reply));
    }

    private static List<MemberIdentity> members(Request request, LeaveGroupRequestData body) {
        return request.apiVersion() < MANY_MEMBERS
                ? List.of(new MemberIdentity(body.memberId(), null))
                : body.members().stream()
                        .map(member -> new MemberIdentity(member.memberId(), member.groupInstanceId()))
                        .toList();
    }

    private static ApiMessage response(Request request, Reply.Outcome<List<Departure>> outcome) {
        return switch (outcome) {
            case Reply.Refused<List<Departure>>(GroupError error) ->
                new LeaveGroupResponseData().setErrorCode(GroupErrors.code(error));
            case Reply.Done<List<Departure>>(List<Departure> departures) ->
                request.apiVersion() < MANY_MEMBERS
                        ? new LeaveGroupResponseData()
                                .setErrorCode(code(departures.getFirst().error()))
                        : eachMember(departures);
        };
    }

    private static LeaveGroupResponseData eachMember(List<Departure> departures) {
        return new LeaveGroupResponseData()
                .setMembers(departures.stream()
                        .map(departure -> new MemberResponse()
                                .setMemberId(departure.member().memberId())
                                .setGroupInstanceId(departure.member().instanceId())
                                .setErrorCode(code(departure.error())))
                        .toList());
    }

    private static short code(@Nullable GroupError error) {
        return error == null ? Errors.NONE.code() : GroupErrors.code(error);
    }
}
