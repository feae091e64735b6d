package io.naru.broker.dispatch;

import io.naru.broker.tenancy.Principal;
import io.naru.broker.tenancy.Right;
import java.util.Set;
import java.util.concurrent.Executor;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.slf4j.LoggerFactory;

/// One request on its way. Its memory (record sets are slices of the frame) lives until it is answered, or until
/// [#releaseFrame()] says that nobody will look at it again.
public interface Request {
    ApiKeys api();

    short apiVersion();

    String clientId();

    /// The connection's caller; its cluster bounds everything that may be found.
    Principal principal();

    /// What the caller may do, looked up when the request was dispatched.
    Set<Right> rights();

    Connection connection();

    ApiMessage body();

    /// When the frame was complete, on the broker's clock.
    long receivedNanos();

    /// Answers, exactly once, from any thread. Answers leave in the order of the requests. The response is
    /// built for [#apiVersion()]: fields that version lacks stay at their defaults.
    void respond(ApiMessage response);

    /// Answers at once and takes no further request of this connection for a while (KIP-219). The same time
    /// belongs into the response's own throttle field.
    void respondThrottled(ApiMessage response, long muteMs);

    /// Ends the request without an answer (acks=0).
    void respondNothing();

    /// Closes the connection instead of answering; the reason is for the log.
    void closeConnection(String reason);

    /// Runs what answers this request after its handler has returned. A failure in it closes the connection, as a
    /// failure of the handler does; otherwise the client would wait for ever.
    default void answerBy(Runnable answer) {
        try {
            answer.run();
        } catch (RuntimeException failure) {
            LoggerFactory.getLogger(Request.class).error("the answer to {} failed", api(), failure);
            closeConnection("the answer failed");
        }
    }

    /// Gives the request's memory back before the answer; record sets must not be touched afterwards.
    void releaseFrame();

    /// The connection's own thread, for work that must not run on a shard.
    Executor eventLoop();
}
