package io.naru.broker.simulation;

import io.naru.broker.dispatch.Connection;
import io.naru.broker.dispatch.Dispatcher;
import io.naru.broker.dispatch.Listener;
import io.naru.broker.runtime.Front;
import io.naru.broker.tenancy.Authentication;
import io.naru.broker.tenancy.Principal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A broker's doors without sockets: requests are handed over as messages, their event loop is one more queue to step.
final class SimulatedFront implements Front {
    private final Deque<Runnable> eventLoop = new ArrayDeque<>();
    private @Nullable Dispatcher dispatcher;
    private @Nullable Authentication authentication;
    private long connections;
    private boolean atWork;
    private boolean everybodyHasLeft;

    @Override
    public void open(Dispatcher newDispatcher, Authentication newAuthentication) {
        dispatcher = newDispatcher;
        authentication = newAuthentication;
    }

    @Override
    public void close() {
        dispatcher = null;
        authentication = null;
    }

    @Override
    public void closeConnections(Predicate<Principal> matching, Runnable closed) {
        closed.run();
    }

    @Override
    public Map<String, Integer> connectionsByCluster() {
        return Map.of();
    }

    boolean isOpen() {
        return dispatcher != null;
    }

    Authentication authentication() {
        if (authentication == null) {
            throw new IllegalStateException("the doors are closed");
        }
        return authentication;
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
