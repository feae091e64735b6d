package io.naru.broker.simulation;

import io.naru.broker.dispatch.Arrival;
import io.naru.broker.dispatch.Connection;
import io.naru.broker.tenancy.Principal;
import io.naru.broker.tenancy.Right;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;

/// A request as a message, without frames.
final class SimulatedRequest implements Arrival {
    private final ApiMessage body;
    private final short version;
    private final Principal principal;
    private final Connection connection;
    private final SimulatedFront front;
    private final CompletableFuture<ApiMessage> answer = new CompletableFuture<>();
    private Set<Right> rights = Set.of();

    SimulatedRequest(ApiMessage body, short version, Principal principal, Connection connection, SimulatedFront front) {
        this.body = body;
        this.version = version;
        this.principal = principal;
        this.connection = connection;
        this.front = front;
    }

    CompletableFuture<ApiMessage> answer() {
        return answer;
    }

    @Override
    public void grant(Set<Right> granted) {
        rights = granted;
    }

    @Override
    public ApiKeys api() {
        return ApiKeys.forId(body.apiKey());
    }

    @Override
    public short apiVersion() {
        return version;
    }

    @Override
    public String clientId() {
        return "simulated";
    }

    @Override
    public Principal principal() {
        return principal;
    }

    @Override
    public Set<Right> rights() {
        return rights;
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public ApiMessage body() {
        return body;
    }

    @Override
    public long receivedNanos() {
        return 0;
    }

    @Override
    public void respond(ApiMessage response) {
        if (!answer.complete(response)) {
            throw new IllegalStateException("answered twice: " + api());
        }
    }

    @Override
    public void respondThrottled(ApiMessage response, long muteMs) {
        respond(response);
    }

    @Override
    public void respondNothing() {
        answer.completeExceptionally(new IllegalStateException("no answer"));
    }

    @Override
    public void closeConnection(String reason) {
        answer.completeExceptionally(new IllegalStateException("closed: " + reason));
    }

    @Override
    public void releaseFrame() {}

    @Override
    public Executor eventLoop() {
        return front::enqueue;
    }
}
