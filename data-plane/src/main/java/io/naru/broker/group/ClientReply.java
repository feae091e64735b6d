package io.naru.broker.group;

import io.naru.broker.dispatch.Request;
import io.naru.broker.group.model.Reply;
import java.util.function.Function;
import org.apache.kafka.common.protocol.ApiMessage;

/// Answers a request with what its group's outcome is called on the wire.
record ClientReply<A>(Request request, Function<Reply.Outcome<A>, ApiMessage> response) implements Reply<A> {
    @Override
    public void send(Outcome<A> outcome) {
        request.respond(response.apply(outcome));
    }

    @Override
    public boolean isOpen() {
        return request.connection().isOpen();
    }
}
