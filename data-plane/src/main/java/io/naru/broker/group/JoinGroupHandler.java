package io.naru.broker.group;

import io.naru.broker.dispatch.ApiHandler;
import io.naru.broker.dispatch.Listener;
import io.naru.broker.dispatch.Request;
import io.naru.broker.group.coordinator.GroupCommand;
import io.naru.broker.group.coordinator.GroupSettings;
import io.naru.broker.group.model.GroupKey;
import io.naru.broker.group.model.JoinAnswer;
import io.naru.broker.group.model.JoinAnswer.Participant;
import io.naru.broker.group.model.MemberProfile;
import io.naru.broker.group.model.Reply;
import io.naru.broker.tenancy.Right;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.JoinGroupResponseData.JoinGroupResponseMember;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/// JoinGroup: answered when the group has a new generation.
final class JoinGroupHandler implements ApiHandler {
    private static final short KNOWS_MEMBER_ID_REQUIRED = 4;
    private static final short NULLABLE_PROTOCOL = 7;
    private static final short KNOWS_SKIP_ASSIGNMENT = 9;

    private final Coordinators coordinators;
    private final GroupSettings settings;
    private final RandomGenerator random;

    JoinGroupHandler(Coordinators coordinators, GroupSettings settings, RandomGenerator random) {
        this.coordinators = coordinators;
        this.settings = settings;
        this.random = random;
    }

    @Override
    public ApiKeys api() {
        return ApiKeys.JOIN_GROUP;
    }

    @Override
    public Right needs() {
        return Right.READ;
    }

    @Override
    public void handle(Request request) {
        var body = (JoinGroupRequestData) request.body();
        if (!request.rights().contains(Right.READ)) {
            request.respond(refusal(request, body.memberId(), Errors.GROUP_AUTHORIZATION_FAILED));
            return;
        }
        String memberId = body.memberId();
        MemberProfile profile = profile(request, body);
        Reply<JoinAnswer> reply = new ClientReply<>(request, outcome -> response(request, memberId, outcome));
        request.releaseFrame();
        coordinators.submit(new GroupCommand.Join(
                new GroupKey(request.principal().cluster(), body.groupId()),
                memberId,
                freshMemberId(profile),
                body.protocolType(),
                profile,
                manner(request),
                reply));
    }

    private static MemberProfile profile(Request request, JoinGroupRequestData body) {
        // Version 0 knows one time-out for both.
        int rebalanceTimeoutMs = body.rebalanceTimeoutMs() < 0 ? body.sessionTimeoutMs() : body.rebalanceTimeoutMs();
        return new MemberProfile(
                body.groupInstanceId(),
                request.clientId(),
                "/" + request.connection().peerAddress(),
                body.sessionTimeoutMs(),
                rebalanceTimeoutMs,
                body.protocols().stream()
                        .map(each -> new MemberProfile.Protocol(each.name(), each.metadata()))
                        .toList());
    }

    /// Names the client, for those who read logs; the rest cannot be guessed.
    private String freshMemberId(MemberProfile profile) {
        String name = profile.instanceId() == null ? profile.clientId() : profile.instanceId();
        return name + "-" + new UUID(random.nextLong(), random.nextLong());
    }

    private GroupCommand.JoinManner manner(Request request) {
        return new GroupCommand.JoinManner(
                request.connection().listener() == Listener.TEST ? settings.test() : settings.client(),
                request.apiVersion() >= KNOWS_MEMBER_ID_REQUIRED,
                request.apiVersion() >= KNOWS_SKIP_ASSIGNMENT);
    }

    private static ApiMessage response(Request request, String memberId, Reply.Outcome<JoinAnswer> outcome) {
        return switch (outcome) {
            case Reply.Refused<JoinAnswer> refused -> refusal(request, memberId, GroupErrors.wire(refused.error()));
            case Reply.Done<JoinAnswer>(JoinAnswer.IdGiven given) ->
                refusal(request, given.memberId(), Errors.MEMBER_ID_REQUIRED);
            case Reply.Done<JoinAnswer>(JoinAnswer.Joined joined) -> joined(request, joined);
        };
    }

    private static JoinGroupResponseData refusal(Request request, String memberId, Errors error) {
        return new JoinGroupResponseData()
                .setErrorCode(error.code())
                .setMemberId(memberId)
                .setProtocolName(noProtocol(request));
    }

    private static @Nullable String noProtocol(Request request) {
        return request.apiVersion() >= NULLABLE_PROTOCOL ? null : "";
    }

    private static JoinGroupResponseData joined(Request request, JoinAnswer.Joined joined) {
        var response = new JoinGroupResponseData()
                .setMemberId(joined.memberId())
                .setGenerationId(joined.generation())
                .setProtocolName(joined.protocol())
                .setLeader(joined.leader())
                .setSkipAssignment(joined.skipAssignment());
        if (request.apiVersion() >= NULLABLE_PROTOCOL) {
            response.setProtocolType(joined.protocolType());
        }
        for (Participant member : joined.members()) {
            response.members()
                    .add(new JoinGroupResponseMember()
                            .setMemberId(member.memberId())
                            .setGroupInstanceId(member.instanceId())
                            .setMetadata(member.metadata()));
        }
        return response;
    }
}
