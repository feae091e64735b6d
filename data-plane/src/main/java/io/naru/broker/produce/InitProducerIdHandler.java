package io.naru.broker.produce;

import io.naru.broker.dispatch.ApiHandler;
import io.naru.broker.dispatch.Request;
import io.naru.broker.tenancy.Right;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/// InitProducerId for idempotent producers: a new id with epoch 0, whatever the producer had before. Transactional ids
/// are refused until transactions come; the answer has no room for a sentence, so the code is one that clients take for
/// final and name the transactional id by.
public final class InitProducerIdHandler implements ApiHandler {
    /// Version 6 (two-phase commit) is not stable yet.
    private static final short LATEST_VERSION = 5;

    private static final short NO_EPOCH = -1;

    private final ProducerIds ids;

    public InitProducerIdHandler(ProducerIds ids) {
        this.ids = ids;
    }

    @Override
    public ApiKeys api() {
        return ApiKeys.INIT_PRODUCER_ID;
    }

    @Override
    public short latestVersion() {
        return LATEST_VERSION;
    }

    @Override
    public Right needs() {
        return Right.WRITE;
    }

    @Override
    public void handle(Request request) {
        var body = (InitProducerIdRequestData) request.body();
        Errors refused = refuse(request, body);
        if (refused != Errors.NONE) {
            request.respond(refused(refused));
            return;
        }
        ids.next().thenAccept(id -> request.answerBy(() -> request.respond(answer(id))));
    }

    private static InitProducerIdResponseData answer(long id) {
        return id == ProducerIds.NONE
                ? refused(Errors.COORDINATOR_NOT_AVAILABLE)
                : new InitProducerIdResponseData().setProducerId(id).setProducerEpoch((short) 0);
    }

    private static Errors refuse(Request request, InitProducerIdRequestData body) {
        if (body.transactionalId() != null) {
            return body.transactionalId().isEmpty()
                    ? Errors.INVALID_REQUEST
                    : Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED;
        }
        if (!request.rights().contains(Right.WRITE)) {
            return Errors.CLUSTER_AUTHORIZATION_FAILED;
        }
        boolean hasId = body.producerId() != ProducerIds.NONE;
        boolean hasEpoch = body.producerEpoch() != NO_EPOCH;
        return hasId == hasEpoch ? Errors.NONE : Errors.INVALID_REQUEST;
    }

    private static InitProducerIdResponseData refused(Errors error) {
        return new InitProducerIdResponseData()
                .setErrorCode(error.code())
                .setProducerId(ProducerIds.NONE)
                .setProducerEpoch(NO_EPOCH);
    }
}
