package io.naru.broker.simulation;

import io.naru.broker.dispatch.Listener;
import io.naru.broker.tenancy.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.protocol.ApiMessage;

/// What some clients do to a simulated cell, and what they were promised. Each client has one request under way at
/// most,
/// and tries again what was never answered.
final class Workload {
    static final String CLUSTER = "lkc-1";
    static final Principal TENANT = new Principal(CLUSTER, "test", "test");

    private final RandomGenerator random;
    private final SimulatedCell cell;
    private final Promises promises = new Promises();
    private final List<Actor> actors = new ArrayList<>();
    private final List<Waiting> waiting = new ArrayList<>();

    /// A client that is idle acts; one that waits does not.
    interface Actor {
        void act();

        /// Whatever was under way will never be answered.
        void abandoned();
    }

    private record Waiting(CompletableFuture<ApiMessage> answer, Consumer<ApiMessage> then, Runnable otherwise) {}

    Workload(RandomGenerator random, SimulatedCell cell) {
        this.random = random;
        this.cell = cell;
        actors.add(new DesiredStateWriter(this));
        actors.add(new TopicMaker(this));
        actors.add(new OffsetCommitter(this));
        for (int i = 0; i < 3; i++) {
            actors.add(new IdempotentProducer(this, "producer-" + i));
        }
    }

    RandomGenerator random() {
        return random;
    }

    Promises promises() {
        return promises;
    }

    long nowMs() {
        return cell.clock().wallMs();
    }

    void sendAsTenant(ApiMessage request, int version, Consumer<ApiMessage> then, Runnable otherwise) {
        send(TENANT, Listener.TEST, request, version, then, otherwise);
    }

    void sendAsCell(ApiMessage request, int version, Consumer<ApiMessage> then, Runnable otherwise) {
        send(Principal.CELL, Listener.SYSTEM, request, version, then, otherwise);
    }

    private void send(
            Principal principal,
            Listener listener,
            ApiMessage request,
            int version,
            Consumer<ApiMessage> then,
            Runnable otherwise) {
        waiting.add(new Waiting(cell.send(principal, listener, request, version), then, otherwise));
    }

    /// One small thing happens: a client acts, or the broker gets a turn.
    void step() {
        switch (random.nextInt(16)) {
            case 0 -> actors.get(random.nextInt(actors.size())).act();
            case 1 -> cell.advanceMs(random.nextInt(5));
            default -> cell.step();
        }
        takeAnswers();
    }

    private void takeAnswers() {
        for (Waiting each : List.copyOf(waiting)) {
            if (each.answer().isDone()) {
                waiting.remove(each);
                if (each.answer().isCompletedExceptionally()) {
                    each.otherwise().run();
                } else {
                    each.then().accept(each.answer().join());
                }
            }
        }
    }

    /// The broker is gone: nothing under way is answered any more.
    void brokerGone() {
        waiting.clear();
        actors.forEach(Actor::abandoned);
    }
}
