package io.naru.broker.topic;

import io.naru.broker.controller.CommandResult;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/// How one item of a request ended, in Kafka's terms.
///
/// @param sentence what is wrong and what helps; null for a success
record Answer(Errors error, @Nullable String sentence) {
    static final Answer DONE = new Answer(Errors.NONE, null);
    static final Answer TOPIC_FORBIDDEN = new Answer(
            Errors.TOPIC_AUTHORIZATION_FAILED,
            "Authorization failed: this principal's role does not allow it. ClusterAdmin and DeveloperManage may change "
                    + "topics.");

    static Answer of(CommandResult result) {
        return switch (result) {
            case CommandResult.Applied _, CommandResult.ProducerIds _ -> DONE;
            case CommandResult.Refused refused -> new Answer(error(refused.reason()), refused.sentence());
        };
    }

    boolean isDone() {
        return error == Errors.NONE;
    }

    private static Errors error(CommandResult.Refusal reason) {
        return switch (reason) {
            case TOPIC_EXISTS -> Errors.TOPIC_ALREADY_EXISTS;
            case UNKNOWN_TOPIC, NOT_IN_BIN -> Errors.UNKNOWN_TOPIC_OR_PARTITION;
            case UNKNOWN_CLUSTER, CLUSTER_DELETED, LIMIT_REACHED, DELETION_PROTECTED, GRACE_NOT_OVER ->
                Errors.POLICY_VIOLATION;
            case INVALID_PARTITIONS -> Errors.INVALID_PARTITIONS;
            case INVALID_ASSIGNMENT -> Errors.INVALID_REPLICA_ASSIGNMENT;
            case INVALID_CONFIG -> Errors.INVALID_CONFIG;
            case TOO_LARGE, UNSUPPORTED -> Errors.INVALID_REQUEST;
            // Clients try again after these.
            case NO_BROKER, BUSY, TIMED_OUT -> Errors.REQUEST_TIMED_OUT;
            case STOPPED -> Errors.NOT_CONTROLLER;
        };
    }
}
