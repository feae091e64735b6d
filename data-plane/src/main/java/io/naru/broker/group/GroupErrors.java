package io.naru.broker.group;

import io.naru.broker.group.model.GroupError;
import io.naru.broker.partition.Residents.Unreachable;
import org.apache.kafka.common.protocol.Errors;

/// A group's refusals in Kafka's words.
final class GroupErrors {
    private GroupErrors() {}

    static Errors wire(GroupError error) {
        return switch (error) {
            case COORDINATOR_LOAD_IN_PROGRESS -> Errors.COORDINATOR_LOAD_IN_PROGRESS;
            case COORDINATOR_NOT_AVAILABLE -> Errors.COORDINATOR_NOT_AVAILABLE;
            case FENCED_INSTANCE_ID -> Errors.FENCED_INSTANCE_ID;
            case GROUP_ID_NOT_FOUND -> Errors.GROUP_ID_NOT_FOUND;
            case GROUP_MAX_SIZE_REACHED -> Errors.GROUP_MAX_SIZE_REACHED;
            case GROUP_SUBSCRIBED_TO_TOPIC -> Errors.GROUP_SUBSCRIBED_TO_TOPIC;
            case ILLEGAL_GENERATION -> Errors.ILLEGAL_GENERATION;
            case INCONSISTENT_GROUP_PROTOCOL -> Errors.INCONSISTENT_GROUP_PROTOCOL;
            case INVALID_COMMIT_OFFSET_SIZE -> Errors.INVALID_COMMIT_OFFSET_SIZE;
            case INVALID_GROUP_ID -> Errors.INVALID_GROUP_ID;
            case INVALID_SESSION_TIMEOUT -> Errors.INVALID_SESSION_TIMEOUT;
            case NON_EMPTY_GROUP -> Errors.NON_EMPTY_GROUP;
            case NOT_COORDINATOR -> Errors.NOT_COORDINATOR;
            case POLICY_VIOLATION -> Errors.POLICY_VIOLATION;
            case REBALANCE_IN_PROGRESS -> Errors.REBALANCE_IN_PROGRESS;
            case UNKNOWN_MEMBER_ID -> Errors.UNKNOWN_MEMBER_ID;
        };
    }

    static short code(GroupError error) {
        return wire(error).code();
    }

    /// Every one of these makes a client look for the coordinator again, or wait.
    static GroupError of(Unreachable unreachable) {
        return switch (unreachable) {
            case LOADING -> GroupError.COORDINATOR_LOAD_IN_PROGRESS;
            case NOT_HERE -> GroupError.NOT_COORDINATOR;
            case OVERLOADED -> GroupError.COORDINATOR_NOT_AVAILABLE;
        };
    }
}
