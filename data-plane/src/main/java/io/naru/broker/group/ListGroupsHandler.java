package io.naru.broker.group;

import io.naru.broker.dispatch.ApiHandler;
import io.naru.broker.dispatch.Request;
import io.naru.broker.group.coordinator.GroupListing;
import io.naru.broker.group.model.GroupError;
import io.naru.broker.group.model.Reply;
import io.naru.broker.tenancy.Right;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.message.ListGroupsRequestData;
import org.apache.kafka.common.message.ListGroupsResponseData;
import org.apache.kafka.common.message.ListGroupsResponseData.ListedGroup;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/// ListGroups: the caller's groups that this broker coordinates; clients ask every broker. Who may see none gets none.
final class ListGroupsHandler implements ApiHandler {
    private static final String TYPE = "classic";

    private final Coordinators coordinators;

    ListGroupsHandler(Coordinators coordinators) {
        this.coordinators = coordinators;
    }

    @Override
    public ApiKeys api() {
        return ApiKeys.LIST_GROUPS;
    }

    @Override
    public Right needs() {
        return Right.DESCRIBE;
    }

    @Override
    public void handle(Request request) {
        var body = (ListGroupsRequestData) request.body();
        if (!request.rights().contains(Right.DESCRIBE)) {
            request.respond(new ListGroupsResponseData());
            return;
        }
        Set<String> states = lowerCase(body.statesFilter());
        Set<String> types = lowerCase(body.typesFilter());
        String cluster = request.principal().cluster();
        Reply<List<Reply.Outcome<List<GroupListing>>>> reply =
                new ClientReply<>(request, outcome -> response(outcome, states, types));
        coordinators.askAll(reply, (coordinator, to) -> coordinator.list(cluster, to));
    }

    private static Set<String> lowerCase(List<String> filter) {
        return filter.stream().map(each -> each.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    private static ListGroupsResponseData response(
            Reply.Outcome<List<Reply.Outcome<List<GroupListing>>>> outcome, Set<String> states, Set<String> types) {
        return switch (outcome) {
            case Reply.Refused<List<Reply.Outcome<List<GroupListing>>>>(GroupError error) ->
                new ListGroupsResponseData().setErrorCode(GroupErrors.code(error));
            case Reply.Done<List<Reply.Outcome<List<GroupListing>>>>(var partitions) ->
                listed(partitions, states, types);
        };
    }

    private static ListGroupsResponseData listed(
            List<Reply.Outcome<List<GroupListing>>> partitions, Set<String> states, Set<String> types) {
        List<ListedGroup> groups = new ArrayList<>();
        for (Reply.Outcome<List<GroupListing>> partition : partitions) {
            switch (partition) {
                case Reply.Done<List<GroupListing>>(List<GroupListing> listings) ->
                    listings.stream()
                            .filter(listing -> passes(states, listing.state()) && passes(types, TYPE))
                            .map(ListGroupsHandler::listed)
                            .forEach(groups::add);
                case Reply.Refused<List<GroupListing>>(GroupError error) -> {
                    // Another broker's groups are that broker's to list.
                    if (error != GroupError.NOT_COORDINATOR) {
                        return new ListGroupsResponseData().setErrorCode(Errors.COORDINATOR_LOAD_IN_PROGRESS.code());
                    }
                }
            }
        }
        return new ListGroupsResponseData().setGroups(groups);
    }

    private static boolean passes(Set<String> filter, String value) {
        return filter.isEmpty() || filter.contains(value.toLowerCase(Locale.ROOT));
    }

    private static ListedGroup listed(GroupListing listing) {
        return new ListedGroup()
                .setGroupId(listing.group())
                .setProtocolType(listing.protocolType())
                .setGroupState(listing.state())
                .setGroupType(TYPE);
    }
}
