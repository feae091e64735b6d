package io.naru.broker.group;

import io.naru.broker.dispatch.ApiHandler;
import io.naru.broker.dispatch.Request;
import io.naru.broker.group.coordinator.GroupCommand;
import io.naru.broker.group.coordinator.GroupCommand.Accepted;
import io.naru.broker.group.model.GroupError;
import io.naru.broker.group.model.GroupKey;
import io.naru.broker.group.model.MemberIdentity;
import io.naru.broker.group.model.Reply;
import io.naru.broker.tenancy.Right;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/// Heartbeat: a member is alive, and learns whether it has to join again.
final class HeartbeatHandler implements ApiHandler {
    private final Coordinators coordinators;

    HeartbeatHandler(Coordinators coordinators) {
        this.coordinators = coordinators;
    }

    @Override
    public ApiKeys api() {
        return ApiKeys.HEARTBEAT;
    }

    @Override
    public Right needs() {
        return Right.READ;
    }

    @Override
    public void handle(Request request) {
        var body = (HeartbeatRequestData) request.body();
        if (!request.rights().contains(Right.READ)) {
            request.respond(new HeartbeatResponseData().setErrorCode(Errors.GROUP_AUTHORIZATION_FAILED.code()));
            return;
        }
        Reply<Accepted> reply = new ClientReply<>(
                request,
                outcome ->
                        new HeartbeatResponseData().setErrorCode(error(outcome).code()));
        coordinators.submit(new GroupCommand.Heartbeat(
                new GroupKey(request.principal().cluster(), body.groupId()),
                new MemberIdentity(body.memberId(), body.groupInstanceId()),
                body.generationId(),
                reply));
    }

    /// While the group is loaded nobody can be missed, and clients know no such error here.
    private static Errors error(Reply.Outcome<Accepted> outcome) {
        return switch (outcome) {
            case Reply.Done<Accepted> done -> Errors.NONE;
            case Reply.Refused<Accepted>(GroupError error) ->
                error == GroupError.COORDINATOR_LOAD_IN_PROGRESS ? Errors.NONE : GroupErrors.wire(error);
        };
    }
}
