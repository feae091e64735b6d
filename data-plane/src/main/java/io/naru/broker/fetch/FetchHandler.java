package io.naru.broker.fetch;

import io.naru.broker.dispatch.ApiHandler;
import io.naru.broker.dispatch.Request;
import io.naru.broker.fetch.session.FetchScope;
import io.naru.broker.tenancy.Right;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/// Fetch, with incremental sessions (KIP-227).
public final class FetchHandler implements ApiHandler {
    private static final short FIRST_VERSION_WITH_REPLICA_STATE = 15;
    private static final int CONSUMER = -1;

    private final FetchNeeds needs;

    public FetchHandler(FetchNeeds needs) {
        this.needs = needs;
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
        int replica = request.apiVersion() >= FIRST_VERSION_WITH_REPLICA_STATE
                ? body.replicaState().replicaId()
                : body.replicaId();
        if (replica != CONSUMER) {
            request.respond(new FetchResponseData().setErrorCode(Errors.CLUSTER_AUTHORIZATION_FAILED.code()));
            return;
        }
        FetchScope scope = needs.sessions().open(request.principal(), request.apiVersion(), body);
        if (scope instanceof FetchScope.Refused refused) {
            request.respond(new FetchResponseData().setErrorCode(refused.error().code()));
        } else {
            new PendingFetch(needs, request, scope).begin();
        }
    }
}
