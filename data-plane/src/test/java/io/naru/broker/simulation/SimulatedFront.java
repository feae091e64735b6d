package io.naru.broker.simulation;

import io.naru.broker.dispatch.Connection;
import io.naru.broker.dispatch.Dispatcher;
import io.naru.broker.dispatch.Listener;
import io.naru.broker.environment.Environment;
import io.naru.broker.network.Network;
import io.naru.broker.network.NetworkSettings;
import io.naru.broker.runtime.Front;
import io.naru.broker.tenancy.Authentication;
import io.naru.broker.tenancy.AuthenticationResult;
import io.naru.broker.tenancy.Entrance;
import io.naru.broker.tenancy.PeerInfo;
import io.naru.broker.tenancy.Principal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.apache.kafka.common.protocol.ApiMessage;
import org.jspecify.annotations.Nullable;

/// A broker's doors without sockets. Requests come as messages, their event loop one more queue to step, or as frames
/// through the broker's own network.
final class SimulatedFront implements Front {
    /// How requests enter.
    enum Entry {
        MESSAGES,
        FRAMES
    }

    private final Environment environment;
    private final Entry entry;
    private final Deque<Runnable> eventLoop = new ArrayDeque<>();
    private @Nullable Dispatcher dispatcher;
    private @Nullable Authentication authentication;
    private @Nullable Network network;
    private @Nullable FramedClients framed;
    private long connections;
    private boolean atWork;
    private boolean everybodyHasLeft;

    SimulatedFront(Environment environment, Entry entry) {
        this.environment = environment;
        this.entry = entry;
    }

    @Override
    public void open(Dispatcher newDispatcher, Authentication newAuthentication) {
        dispatcher = newDispatcher;
        authentication = newAuthentication;
        if (entry == Entry.FRAMES) {
            network = new Network(environment, newDispatcher, newAuthentication, NetworkSettings.defaults());
            framed = new FramedClients(network, environment.random(), environment.clock());
        }
    }

    @Override
    public void close() {
        dispatcher = null;
        authentication = null;
        if (network != null) {
            network.stop();
        }
    }

    @Override
    public void closeConnections(Predicate<Principal> matching, Runnable closed) {
        if (network == null) {
            closed.run();
        } else {
            network.closeConnections(matching).thenRun(closed);
        }
    }

    @Override
    public Map<String, Integer> connectionsByCluster() {
        return network == null ? Map.of() : network.connectionCounts().byCluster();
    }

    @Override
    public Load load() {
        return new Load(Map.of(), 0, 0);
    }

    CompletableFuture<ApiMessage> send(Principal principal, Listener listener, ApiMessage message, short version) {
        if (framed != null) {
            return framed.send(listener, message, version);
        }
        SimulatedRequest request = new SimulatedRequest(message, version, principal, connect(listener), this);
        dispatch(request);
        return request.answer();
    }

    /// Everybody comes from an address of his own: who is refused too often has to wait.
    CompletableFuture<AuthenticationResult> logIn(String key, String secret) {
        if (authentication == null) {
            throw new IllegalStateException("the doors are closed");
        }
        if (framed != null) {
            return framed.logIn(key, secret);
        }
        CompletableFuture<AuthenticationResult> result = new CompletableFuture<>();
        authentication.plain(key, secret, new PeerInfo("of " + key, Entrance.CLIENT), result::complete);
        return result;
    }

    void endLogIns() {
        if (framed != null) {
            framed.endLogIns();
        }
    }

    void dispatch(SimulatedRequest request) {
        if (dispatcher == null) {
            throw new IllegalStateException("the doors are closed");
        }
        boolean before = atWork;
        atWork = true;
        dispatcher.dispatch(request);
        atWork = before;
    }

    /// Whether the event loop is turning right now.
    boolean isEventLoopAtWork() {
        return atWork;
    }

    /// All connections are closed by their clients.
    void everybodyLeaves() {
        everybodyHasLeft = true;
    }

    void enqueue(Runnable task) {
        eventLoop.add(task);
    }

    int turnEventLoop() {
        int turned = 0;
        atWork = true;
        for (Runnable task; (task = eventLoop.poll()) != null; turned++) {
            task.run();
        }
        if (framed != null) {
            framed.step();
        }
        atWork = false;
        return turned;
    }

    Connection connect(Listener listener) {
        return new SimulatedConnection(connections++, listener, this);
    }

    private record SimulatedConnection(long id, Listener listener, SimulatedFront front) implements Connection {
        @Override
        public String peerAddress() {
            return "127.0.0.1";
        }

        @Override
        public boolean isOpen() {
            return !front.everybodyHasLeft;
        }
    }
}
