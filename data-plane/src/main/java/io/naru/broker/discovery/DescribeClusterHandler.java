package io.naru.broker.discovery;

import io.naru.broker.dispatch.ApiHandler;
import io.naru.broker.dispatch.Request;
import io.naru.broker.metadata.BrokerImage;
import io.naru.broker.metadata.Metadata;
import io.naru.broker.metadata.MetadataImage;
import io.naru.broker.tenancy.Right;
import org.apache.kafka.common.message.DescribeClusterRequestData;
import org.apache.kafka.common.message.DescribeClusterResponseData;
import org.apache.kafka.common.message.DescribeClusterResponseData.DescribeClusterBroker;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/// DescribeCluster: the caller's logical cluster and the brokers it is served by.
public final class DescribeClusterHandler implements ApiHandler {
    private static final byte BROKERS = 1;
    private static final byte CONTROLLERS = 2;

    private final Metadata metadata;
    private final BrokerAddresses addresses;

    public DescribeClusterHandler(Metadata metadata, BrokerAddresses addresses) {
        this.metadata = metadata;
        this.addresses = addresses;
    }

    @Override
    public ApiKeys api() {
        return ApiKeys.DESCRIBE_CLUSTER;
    }

    @Override
    public Right needs() {
        return Right.DESCRIBE;
    }

    @Override
    public void handle(Request request) {
        var body = (DescribeClusterRequestData) request.body();
        if (body.endpointType() != BROKERS) {
            request.respond(refused(body.endpointType()));
            return;
        }
        MetadataImage image = metadata.image();
        var response = new DescribeClusterResponseData()
                .setClusterId(request.principal().cluster())
                .setControllerId(Brokers.controllerId(image));
        for (BrokerImage broker : Brokers.inOrder(image)) {
            var address = addresses.of(broker, request.connection().listener());
            response.brokers()
                    .add(new DescribeClusterBroker()
                            .setBrokerId(broker.id())
                            .setHost(address.host())
                            .setPort(address.port())
                            .setRack(broker.rack()));
        }
        if (body.includeClusterAuthorizedOperations()) {
            response.setClusterAuthorizedOperations(AuthorizedOperations.onCluster(request.rights()));
        }
        request.respond(response);
    }

    private static DescribeClusterResponseData refused(byte endpointType) {
        return endpointType == CONTROLLERS
                ? new DescribeClusterResponseData()
                        .setErrorCode(Errors.MISMATCHED_ENDPOINT_TYPE.code())
                        .setErrorMessage("This is a broker; the cell's controllers are not reachable by clients.")
                : new DescribeClusterResponseData()
                        .setErrorCode(Errors.UNSUPPORTED_ENDPOINT_TYPE.code())
                        .setErrorMessage("There is no endpoint type " + endpointType + ".");
    }
}
