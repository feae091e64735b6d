package io.naru.broker.network;

import io.naru.broker.dispatch.ApiHandler;
import io.naru.broker.dispatch.Request;
import io.naru.broker.tenancy.Right;
import java.util.function.Consumer;
import org.apache.kafka.common.protocol.ApiKeys;

/// A handler that does what the test says.
record Answering(ApiKeys api, Right needs, Consumer<Request> answer) implements ApiHandler {
    static Answering to(ApiKeys api, Consumer<Request> answer) {
        return new Answering(api, Right.DESCRIBE, answer);
    }

    @Override
    public short oldestVersion() {
        return api == ApiKeys.PRODUCE ? 3 : api.oldestVersion();
    }

    @Override
    public void handle(Request request) {
        answer.accept(request);
    }
}
