package io.naru.control.cell;

import io.naru.control.http.Refusal;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.GroupSubscribedToTopicException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What an error of the cell is to an HTTP caller.
public final class CellRefusals {
    private static final Logger LOG = LoggerFactory.getLogger(CellRefusals.class);
    private static final int BAD_REQUEST = 40002;
    private static final int BAD_PARTITION_COUNT = 40003;
    private static final int NOT_AUTHORIZED = 40301;
    private static final int UNKNOWN = 40403;
    private static final int GROUP_NOT_EMPTY = 40902;

    private CellRefusals() {}

    public static Refusal of(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return switch (failure) {
            case Refusal refusal -> refusal;
            case UnknownTopicOrPartitionException e -> unknownTopic();
            case UnknownTopicIdException e -> unknownTopic();
            case GroupIdNotFoundException e ->
                Refusal.notFound("consumer group", "of that id").withKafkaCode(UNKNOWN);
            case AuthorizationException e -> Refusal.forbidden(message).withKafkaCode(NOT_AUTHORIZED);
            case InvalidPartitionsException e -> Refusal.badRequest(message).withKafkaCode(BAD_PARTITION_COUNT);
            case GroupNotEmptyException e ->
                Refusal.conflict("group_not_empty", message).withKafkaCode(GROUP_NOT_EMPTY);
            case GroupSubscribedToTopicException e ->
                Refusal.conflict(
                                "group_not_empty",
                                "The group has members that read this topic. Stop them, then try again.")
                        .withKafkaCode(GROUP_NOT_EMPTY);
            case UnknownMemberIdException e ->
                Refusal.conflict("group_not_empty", "The group has members. Stop them, then try again.")
                        .withKafkaCode(GROUP_NOT_EMPTY);
            case AuthenticationException e -> {
                LOG.warn("the cell refuses the control plane's tokens: {}", message);
                yield silent();
            }
            case TimeoutException e -> silent();
            case InterruptException e -> silent();
            case RetriableException e -> silent();
            case ApiException e -> Refusal.badRequest(message).withKafkaCode(BAD_REQUEST);
            default -> {
                LOG.error("asking the cell failed", failure);
                yield silent();
            }
        };
    }

    public static Refusal unknownTopic() {
        return Refusal.notFound("topic", "of that name in this cluster").withKafkaCode(UNKNOWN);
    }

    public static Refusal silent() {
        return Refusal.unavailable("The cell does not answer at this moment. Try again in a few seconds.");
    }
}
