package io.naru.broker.group;

import io.naru.broker.discovery.BrokerAddresses;
import io.naru.broker.dispatch.ApiHandler;
import io.naru.broker.dispatch.Request;
import io.naru.broker.group.model.GroupKey;
import io.naru.broker.metadata.BrokerImage;
import io.naru.broker.metadata.Metadata;
import io.naru.broker.tenancy.Right;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.FindCoordinatorResponseData.Coordinator;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/// FindCoordinator: which broker keeps a group. Transactions and share groups have no coordinator yet, and say so.
final class FindCoordinatorHandler implements ApiHandler {
    private static final short MANY_KEYS = 4;
    private static final byte GROUP = 0;
    private static final byte TRANSACTION = 1;
    private static final int NOBODY = -1;

    private final GroupPlacement placement;
    private final Metadata metadata;
    private final BrokerAddresses addresses;

    FindCoordinatorHandler(GroupPlacement placement, Metadata metadata, BrokerAddresses addresses) {
        this.placement = placement;
        this.metadata = metadata;
        this.addresses = addresses;
    }

    @Override
    public ApiKeys api() {
        return ApiKeys.FIND_COORDINATOR;
    }

    @Override
    public Right needs() {
        return Right.DESCRIBE;
    }

    @Override
    public void handle(Request request) {
        var body = (FindCoordinatorRequestData) request.body();
        var response = new FindCoordinatorResponseData();
        if (request.apiVersion() >= MANY_KEYS) {
            body.coordinatorKeys().forEach(key -> response.coordinators().add(find(request, body.keyType(), key)));
        } else {
            Coordinator only = find(request, body.keyType(), body.key());
            response.setErrorCode(only.errorCode())
                    .setErrorMessage(only.errorMessage())
                    .setNodeId(only.nodeId())
                    .setHost(only.host())
                    .setPort(only.port());
        }
        request.respond(response);
    }

    private Coordinator find(Request request, byte keyType, String key) {
        return switch (keyType) {
            case GROUP -> findGroup(request, key);
            case TRANSACTION ->
                refused(
                        key,
                        Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED,
                        "Transactions are not offered yet: leave transactional.id unset; idempotent producers work.");
            default -> refused(key, Errors.INVALID_REQUEST, "Only consumer groups have a coordinator here.");
        };
    }

    private Coordinator findGroup(Request request, String group) {
        if (!request.rights().contains(Right.DESCRIBE)) {
            return refused(group, Errors.GROUP_AUTHORIZATION_FAILED, Errors.GROUP_AUTHORIZATION_FAILED.message());
        }
        Integer broker = placement.brokerOf(new GroupKey(request.principal().cluster(), group));
        BrokerImage image = broker == null ? null : metadata.image().brokers().get(broker);
        if (image == null) {
            return refused(
                    group, Errors.COORDINATOR_NOT_AVAILABLE, "The group's coordinator is not up; try again shortly.");
        }
        BrokerAddresses.Address address =
                addresses.of(image, request.connection().listener());
        return new Coordinator()
                .setKey(group)
                .setNodeId(image.id())
                .setHost(address.host())
                .setPort(address.port());
    }

    private static Coordinator refused(String key, Errors error, String sentence) {
        return new Coordinator()
                .setKey(key)
                .setErrorCode(error.code())
                .setErrorMessage(sentence)
                .setNodeId(NOBODY)
                .setPort(NOBODY);
    }
}
