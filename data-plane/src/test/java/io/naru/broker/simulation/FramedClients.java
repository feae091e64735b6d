package io.naru.broker.simulation;

import io.naru.broker.dispatch.Listener;
import io.naru.broker.environment.Clock;
import io.naru.broker.network.ListenerSettings;
import io.naru.broker.network.Network;
import io.naru.broker.tenancy.AuthenticationResult;
import io.naru.broker.tenancy.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.message.SaslAuthenticateResponseData;
import org.apache.kafka.common.protocol.ApiMessage;

/// Connections to a broker's own network, some for tenants, one for the cell, and one for each log-in. Those that broke
/// are opened anew.
final class FramedClients {
    private static final int TENANT_CONNECTIONS = 2;
    private static final int STEPS_A_CUT = 4_000;
    private static final ListenerSettings TENANTS = ListenerSettings.test("simulated", 9092, Workload.CLUSTER);
    private static final ListenerSettings CELL = ListenerSettings.system("simulated", 9093, null);
    private static final ListenerSettings KEYS = ListenerSettings.client("simulated", 9092, null);

    private final Network network;
    private final RandomGenerator random;
    private final Clock clock;
    private final List<FramedClient> tenants = new ArrayList<>();
    private final List<FramedClient> cells = new ArrayList<>();
    private final List<FramedClient> logIns = new ArrayList<>();

    FramedClients(Network network, RandomGenerator random, Clock clock) {
        this.network = network;
        this.random = random;
        this.clock = clock;
    }

    CompletableFuture<ApiMessage> send(Listener listener, ApiMessage message, short version) {
        List<FramedClient> among = listener == Listener.SYSTEM ? cells : tenants;
        dropClosed(among);
        while (among.size() < (listener == Listener.SYSTEM ? 1 : TENANT_CONNECTIONS)) {
            among.add(listener == Listener.SYSTEM ? cell() : FramedClient.open(network, TENANTS, random, clock));
        }
        return among.get(random.nextInt(among.size())).send(message, version);
    }

    private FramedClient cell() {
        return FramedClient.loggingIn(
                network,
                CELL,
                random,
                clock,
                Principal.CELL.name(),
                SimulatedCell.CELL_SECRET,
                new CompletableFuture<>());
    }

    CompletableFuture<AuthenticationResult> logIn(String key, String secret) {
        CompletableFuture<SaslAuthenticateResponseData> answered = new CompletableFuture<>();
        logIns.add(FramedClient.loggingIn(network, KEYS, random, clock, key, secret, answered));
        return answered.handle((answer, failure) -> {
            if (failure != null) {
                return new AuthenticationResult.Unavailable();
            }
            return answer.errorCode() == 0
                    ? new AuthenticationResult.Accepted(Workload.TENANT, 0)
                    : new AuthenticationResult.Refused(answer.errorMessage());
        });
    }

    /// Somebody's bytes move, or his connection breaks.
    void step() {
        List<FramedClient> all = new ArrayList<>(tenants);
        all.addAll(cells);
        all.addAll(logIns);
        if (all.isEmpty()) {
            return;
        }
        FramedClient chosen = all.get(random.nextInt(all.size()));
        if (random.nextInt(STEPS_A_CUT) == 0) {
            chosen.cut();
        }
        chosen.step();
        dropClosed(logIns);
    }

    private static void dropClosed(List<FramedClient> among) {
        for (FramedClient client : List.copyOf(among)) {
            if (!client.isOpen()) {
                among.remove(client);
                client.leave();
            }
        }
    }

    /// Who logged in or failed to leaves.
    void endLogIns() {
        logIns.forEach(FramedClient::leave);
        logIns.clear();
    }
}
