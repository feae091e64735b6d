package io.naru.broker.dispatch;

import io.naru.broker.tenancy.Right;
import org.apache.kafka.common.protocol.ApiKeys;

/// Answers one API of Kafka's protocol.
public interface ApiHandler {
    ApiKeys api();

    /// The lowest version answered; what ApiVersions lists may begin lower (Produce).
    default short oldestVersion() {
        return api().oldestVersion();
    }

    default short latestVersion() {
        return api().latestVersion();
    }

    /// The right without which the API is of no use to anybody. A refusal is decided by the handler from
    /// [Request#rights()], in the API's own error codes; this tells the dispatcher when a barrier must come
    /// first.
    Right needs();

    /// Called on the connection's event loop; must not block. Answers by [Request#respond] now or later, from
    /// any thread.
    void handle(Request request);
}
