package io.naru.broker.group;

import io.naru.broker.dispatch.ApiHandler;
import io.naru.broker.dispatch.Request;
import io.naru.broker.group.coordinator.GroupCommand;
import io.naru.broker.group.model.GroupError;
import io.naru.broker.group.model.GroupKey;
import io.naru.broker.group.model.MemberIdentity;
import io.naru.broker.group.model.Reply;
import io.naru.broker.group.model.SyncAnswer;
import io.naru.broker.tenancy.Right;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.message.SyncGroupRequestData;
import org.apache.kafka.common.message.SyncGroupResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;

/// SyncGroup: the leader gives its assignment, everybody gets its part.
final class SyncGroupHandler implements ApiHandler {
    private static final short NAMES_PROTOCOL = 5;

    private final Coordinators coordinators;

    SyncGroupHandler(Coordinators coordinators) {
        this.coordinators = coordinators;
    }

    @Override
    public ApiKeys api() {
        return ApiKeys.SYNC_GROUP;
    }

    @Override
    public Right needs() {
        return Right.READ;
    }

    @Override
    public void handle(Request request) {
        var body = (SyncGroupRequestData) request.body();
        if (!request.rights().contains(Right.READ)) {
            request.respond(new SyncGroupResponseData().setErrorCode(Errors.GROUP_AUTHORIZATION_FAILED.code()));
            return;
        }
        if (request.apiVersion() >= NAMES_PROTOCOL && (body.protocolType() == null || body.protocolName() == null)) {
            request.respond(new SyncGroupResponseData().setErrorCode(Errors.INCONSISTENT_GROUP_PROTOCOL.code()));
            return;
        }
        Map<String, byte[]> assignments = new HashMap<>();
        body.assignments().forEach(each -> assignments.put(each.memberId(), each.assignment()));
        Reply<SyncAnswer> reply = new ClientReply<>(request, outcome -> response(request, outcome));
        request.releaseFrame();
        coordinators.submit(new GroupCommand.Sync(
                new GroupKey(request.principal().cluster(), body.groupId()),
                new MemberIdentity(body.memberId(), body.groupInstanceId()),
                body.generationId(),
                body.protocolType(),
                body.protocolName(),
                Map.copyOf(assignments),
                reply));
    }

    private static ApiMessage response(Request request, Reply.Outcome<SyncAnswer> outcome) {
        return switch (outcome) {
            case Reply.Refused<SyncAnswer> refused ->
                new SyncGroupResponseData().setErrorCode(GroupErrors.code(whatClientsExpect(refused.error())));
            case Reply.Done<SyncAnswer>(SyncAnswer answer) -> {
                var response = new SyncGroupResponseData().setAssignment(answer.assignment());
                yield request.apiVersion() < NAMES_PROTOCOL
                        ? response
                        : response.setProtocolType(answer.protocolType()).setProtocolName(answer.protocol());
            }
        };
    }

    /// Clients know no loading here; joining again is what they would do after it.
    private static GroupError whatClientsExpect(GroupError error) {
        return error == GroupError.COORDINATOR_LOAD_IN_PROGRESS ? GroupError.REBALANCE_IN_PROGRESS : error;
    }
}
