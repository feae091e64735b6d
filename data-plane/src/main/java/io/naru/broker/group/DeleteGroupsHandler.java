package io.naru.broker.group;

import io.naru.broker.dispatch.ApiHandler;
import io.naru.broker.dispatch.Request;
import io.naru.broker.group.coordinator.GroupCommand;
import io.naru.broker.group.coordinator.GroupCommand.Accepted;
import io.naru.broker.group.model.GroupError;
import io.naru.broker.group.model.GroupKey;
import io.naru.broker.group.model.Reply;
import io.naru.broker.tenancy.Right;
import java.util.List;
import org.apache.kafka.common.message.DeleteGroupsRequestData;
import org.apache.kafka.common.message.DeleteGroupsResponseData;
import org.apache.kafka.common.message.DeleteGroupsResponseData.DeletableGroupResult;
import org.apache.kafka.common.message.DeleteGroupsResponseData.DeletableGroupResultCollection;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/// DeleteGroups: empty groups and their offsets.
final class DeleteGroupsHandler implements ApiHandler {
    private final Coordinators coordinators;

    DeleteGroupsHandler(Coordinators coordinators) {
        this.coordinators = coordinators;
    }

    @Override
    public ApiKeys api() {
        return ApiKeys.DELETE_GROUPS;
    }

    @Override
    public Right needs() {
        return Right.MANAGE;
    }

    @Override
    public void handle(Request request) {
        List<String> groups = ((DeleteGroupsRequestData) request.body())
                .groupsNames().stream().distinct().toList();
        Gathering<DeletableGroupResult> gathering =
                new Gathering<>(groups.size(), results -> request.respond(response(results)));
        for (int i = 0; i < groups.size(); i++) {
            int place = i;
            String group = groups.get(i);
            if (!request.rights().contains(Right.MANAGE)) {
                gathering.put(place, result(group, Errors.GROUP_AUTHORIZATION_FAILED));
                continue;
            }
            Reply<Accepted> reply = outcome -> gathering.put(place, result(group, error(outcome)));
            coordinators.submit(new GroupCommand.DeleteGroup(
                    new GroupKey(request.principal().cluster(), group), reply));
        }
    }

    private static DeleteGroupsResponseData response(List<DeletableGroupResult> results) {
        return new DeleteGroupsResponseData().setResults(new DeletableGroupResultCollection(results.iterator()));
    }

    private static DeletableGroupResult result(String group, Errors error) {
        return new DeletableGroupResult()
                .setGroupId(group)
                .setErrorCode(error.code())
                .setErrorMessage(error == Errors.NONE ? null : error.message());
    }

    private static Errors error(Reply.Outcome<Accepted> outcome) {
        return switch (outcome) {
            case Reply.Done<Accepted> done -> Errors.NONE;
            case Reply.Refused<Accepted>(GroupError error) -> GroupErrors.wire(error);
        };
    }
}
