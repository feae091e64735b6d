package io.naru.broker.fetch;

import io.naru.broker.dispatch.ApiHandler;
import io.naru.broker.dispatch.Request;
import io.naru.broker.metadata.Metadata;
import io.naru.broker.partition.Partitions;
import io.naru.broker.tenancy.Right;
import java.util.List;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/// Fetch. Every answer is sessionless (session id 0, which KIP-227 allows): clients then send all partitions each time.
public final class FetchHandler implements ApiHandler {
    private static final int NO_SESSION = 0;
    private static final int CLOSE_SESSION_EPOCH = -1;
    private static final int CONSUMER = -1;

    private final Metadata metadata;
    private final Partitions partitions;
    private final ReadMeter meter;

    public FetchHandler(Metadata metadata, Partitions partitions, ReadMeter meter) {
        this.metadata = metadata;
        this.partitions = partitions;
        this.meter = meter;
    }

    @Override
    public ApiKeys api() {
        return ApiKeys.FETCH;
    }

    @Override
    public Right needs() {
        return Right.READ;
    }

    @Override
    public void handle(Request request) {
        FetchRequestData body = (FetchRequestData) request.body();
        if (body.sessionId() != NO_SESSION && body.sessionEpoch() != CLOSE_SESSION_EPOCH) {
            request.respond(new FetchResponseData().setErrorCode(Errors.FETCH_SESSION_ID_NOT_FOUND.code()));
            return;
        }
        int replica = request.apiVersion() >= 15 ? body.replicaState().replicaId() : body.replicaId();
        if (replica != CONSUMER) {
            request.respond(new FetchResponseData().setErrorCode(Errors.CLUSTER_AUTHORIZATION_FAILED.code()));
            return;
        }
        List<FetchTarget> targets = FetchTarget.resolve(body, request, metadata.image(), partitions);
        new PendingFetch(request, body, targets, partitions, meter).begin();
    }
}
