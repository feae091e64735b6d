package io.naru.broker.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.dispatch.ApiHandler;
import io.naru.broker.dispatch.DispatchListener;
import io.naru.broker.dispatch.Dispatcher;
import io.naru.broker.environment.Environment;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A network without sockets, its clients, and the count of everything they hold.
final class NetworkUnderTest {
    static final ListenerSettings CLIENT = ListenerSettings.client("embedded", 0, null);
    static final ListenerSettings TEST = ListenerSettings.test("embedded", 0, "lkc-t");

    final ManualClock clock = new ManualClock();
    final KnownKeys keys = new KnownKeys();
    final FixedRights rights = new FixedRights();
    final NetworkSettings settings;
    final Network network;
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true, true);
    private final List<Wire> wires = new ArrayList<>();

    NetworkUnderTest(NetworkSettings settings, ApiHandler... handlers) {
        this.settings = settings;
        this.network = new Network(
                new Environment(clock, new Random(1), new NoThreads()),
                new Dispatcher(List.of(handlers), rights, DispatchListener.NONE),
                keys,
                settings);
    }

    NetworkUnderTest(ApiHandler... handlers) {
        this(NetworkSettings.defaults(), handlers);
    }

    Wire connects() {
        return connects(CLIENT);
    }

    Wire connects(ListenerSettings listener) {
        Wire wire = new Wire(network, listener, allocator);
        wires.add(wire);
        return wire;
    }

    void passes(long ms) {
        clock.passes(ms);
        wires.forEach(wire -> wire.passes(ms));
    }

    /// Closes all clients and finds every buffer and every reserved byte given back.
    void endsWithoutALeak() {
        wires.forEach(Wire::closes);
        wires.clear();
        assertThat(allocator.metric().usedDirectMemory()).isZero();
        assertThat(allocator.metric().usedHeapMemory()).isZero();
        assertThat(network.requestMemoryUsedBytes()).isZero();
        assertThat(network.connectionCounts().byCluster()).isEmpty();
        assertThat(network.connectionCounts().byListener().values()).allMatch(count -> count == 0);
    }
}
