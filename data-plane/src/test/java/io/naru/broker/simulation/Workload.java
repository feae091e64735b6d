package io.naru.broker.simulation;

import io.naru.broker.dispatch.Listener;
import io.naru.broker.tenancy.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.protocol.ApiMessage;

/// What some clients do to a simulated cell, and what they were promised. Each client has one request under way
/// at most, and tries again what was never answered.
final class Workload {
    static final String CLUSTER = "lkc-1";
    private static final int ANSWERS_A_LOSS = 16;
    static final int FETCH_VERSION = 12;
    static final Principal TENANT = new Principal(CLUSTER, "test", "test");

    private final RandomGenerator random;
    private final SimulatedCell cell;
    private final Promises promises = new Promises();
    private final List<Actor> actors = new ArrayList<>();
    private final DesiredStateWriter desiredState = new DesiredStateWriter(this);
    private final List<Waiting> waiting = new ArrayList<>();

    /// A client that is idle acts; one that waits does not.
    interface Actor {
        void act();

        /// Whatever was under way will never be answered.
        void abandoned();
    }

    /// Who waits for an answer. It may be lost on its way, though the broker gave it.
    interface Asker {
        void answered(ApiMessage answer);

        /// What the broker promised, though the client does not know.
        default void overheard(ApiMessage answer) {}

        /// No answer came, and none will.
        void unanswered();
    }

    private record Waiting(CompletableFuture<ApiMessage> answer, Asker asker) {}

    Workload(RandomGenerator random, SimulatedCell cell) {
        this.random = random;
        this.cell = cell;
        actors.add(desiredState);
        actors.add(new TopicMaker(this));
        OffsetCommitter committer = new OffsetCommitter(this);
        actors.addAll(List.of(committer, committer, committer));
        actors.add(new TopicBinner(this, cell));
        actors.add(new RecordDeleter(this));
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
        sendAsTenant(request, version, asker(then, otherwise));
    }

    void sendAsTenant(ApiMessage request, int version, Asker asker) {
        waiting.add(new Waiting(cell.send(TENANT, Listener.TEST, request, version), asker));
    }

    void sendAsCell(ApiMessage request, int version, Consumer<ApiMessage> then, Runnable otherwise) {
        waiting.add(new Waiting(cell.send(Principal.CELL, Listener.SYSTEM, request, version), asker(then, otherwise)));
    }

    private static Asker asker(Consumer<ApiMessage> then, Runnable otherwise) {
        return new Asker() {
            @Override
            public void answered(ApiMessage answer) {
                then.accept(answer);
            }

            @Override
            public void unanswered() {
                otherwise.run();
            }
        };
    }

    static FetchRequestData fetch(String topic, int partition, long offset) {
        return fetch(new FetchTopic().setTopic(topic), partition, offset);
    }

    static FetchRequestData fetch(FetchTopic topic, int partition, long offset) {
        FetchRequestData request = new FetchRequestData()
                .setReplicaId(-1)
                .setMaxWaitMs(0)
                .setMinBytes(0)
                .setMaxBytes(1 << 20);
        request.topics()
                .add(topic.setPartitions(List.of(new FetchPartition()
                        .setPartition(partition)
                        .setFetchOffset(offset)
                        .setPartitionMaxBytes(1 << 20))));
        return request;
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
                take(each);
            }
        }
    }

    private void take(Waiting each) {
        if (each.answer().isCompletedExceptionally()) {
            each.asker().unanswered();
        } else if (random.nextInt(ANSWERS_A_LOSS) == 0) {
            each.asker().overheard(each.answer().join());
            each.asker().unanswered();
        } else {
            each.asker().answered(each.answer().join());
        }
    }

    /// The broker is gone: nothing under way is answered any more.
    void brokerGone() {
        waiting.clear();
        actors.forEach(Actor::abandoned);
    }

    /// The topic of desired state has lost everything while the broker was down.
    void desiredStateLost() {
        promises.desiredStateLost();
        desiredState.topicLost();
    }
}
