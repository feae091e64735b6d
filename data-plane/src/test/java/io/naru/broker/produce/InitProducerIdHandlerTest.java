package io.naru.broker.produce;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.controller.SteppedController;
import io.naru.broker.dispatch.RecordedRequest;
import io.naru.broker.tenancy.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InitProducerIdHandlerTest {
    private final SteppedController stepped = new SteppedController();
    private final InitProducerIdHandler handler = new InitProducerIdHandler(new ProducerIds(stepped.controller()));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void givesANewIdWithEpochZero(int version) {
        var answer = ask(version, idempotent());

        assertThat(Errors.forCode(answer.errorCode())).isEqualTo(Errors.NONE);
        assertThat(answer.producerId()).isZero();
        assertThat(answer.producerEpoch()).isZero();
    }

    @Test
    void givesNoIdTwiceAcrossBlocksAndRestartedProducers() {
        Set<Long> ids = new HashSet<>();
        for (int asked = 0; asked < 2_500; asked++) {
            ids.add(ask(4, idempotent().setProducerId(asked % 2 == 0 ? 17 : -1).setProducerEpoch((short)
                            (asked % 2 == 0 ? 3 : -1)))
                    .producerId());
        }
        ids.add(new Other(stepped).ask());

        assertThat(ids).hasSize(2_501);
    }

    @Test
    void answersEveryoneWhoWaitedForTheSameBlock() {
        List<RecordedRequest> requests = new ArrayList<>();
        for (int asked = 0; asked < 1_000; asked++) {
            requests.add(request(4, idempotent()));
            handler.handle(requests.getLast());
        }
        stepped.settle();

        assertThat(requests.stream()
                        .map(request ->
                                request.answer(InitProducerIdResponseData.class).producerId())
                        .distinct())
                .hasSize(1_000);
    }

    @Test
    void tellsAClientToTryAgainWhenTheControllerIsGone() {
        stepped.controller().stop();

        assertThat(error(ask(4, idempotent()))).isEqualTo(Errors.COORDINATOR_NOT_AVAILABLE);
    }

    @Test
    void refusesTransactionalIdsUntilTransactionsCome() {
        assertThat(error(ask(4, idempotent().setTransactionalId("tx"))))
                .isEqualTo(Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED);
        assertThat(error(ask(4, idempotent().setTransactionalId("")))).isEqualTo(Errors.INVALID_REQUEST);
    }

    @Test
    void refusesAnIdWithoutAnEpoch() {
        assertThat(error(ask(4, idempotent().setProducerId(5)))).isEqualTo(Errors.INVALID_REQUEST);
    }

    @Test
    void refusesWhoMayNotWrite() {
        var request = request(4, idempotent()).with(Role.DEVELOPER_READ.rights());
        handler.handle(request);

        assertThat(error(request.answer(InitProducerIdResponseData.class)))
                .isEqualTo(Errors.CLUSTER_AUTHORIZATION_FAILED);
    }

    private InitProducerIdResponseData ask(int version, InitProducerIdRequestData body) {
        var request = request(version, body);
        handler.handle(request);
        stepped.settle();
        return request.answer(InitProducerIdResponseData.class);
    }

    private static InitProducerIdRequestData idempotent() {
        return new InitProducerIdRequestData().setTransactionalId(null);
    }

    private static RecordedRequest request(int version, InitProducerIdRequestData body) {
        return new RecordedRequest(ApiKeys.INIT_PRODUCER_ID, version, body);
    }

    private static Errors error(InitProducerIdResponseData answer) {
        return Errors.forCode(answer.errorCode());
    }

    /// What a second broker, or the same one after a restart, gives out.
    private record Other(SteppedController stepped) {
        long ask() {
            var next = new ProducerIds(stepped.controller()).next().toCompletableFuture();
            stepped.settle();
            return next.join();
        }
    }
}
