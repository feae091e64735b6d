package io.naru.broker.runtime;

import io.naru.broker.dispatch.Dispatcher;
import io.naru.broker.dispatch.Listener;
import io.naru.broker.environment.Environment;
import io.naru.broker.network.CannotListen;
import io.naru.broker.network.ListenerSettings;
import io.naru.broker.network.Network;
import io.naru.broker.network.NetworkSettings;
import io.naru.broker.tenancy.Authentication;
import io.naru.broker.tenancy.Principal;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The broker's doors as sockets: the system listener first, then the tenants'.
final class Sockets implements Front {
    private final BrokerConfig config;
    private final Environment environment;
    private volatile @Nullable Network network;

    Sockets(BrokerConfig config, Environment environment) {
        this.config = config;
        this.environment = environment;
    }

    @Override
    public void open(Dispatcher dispatcher, Authentication authentication) throws BadStart {
        Network opening = new Network(environment, dispatcher, authentication, NetworkSettings.defaults());
        network = opening;
        try {
            InetSocketAddress system = config.systemListener();
            opening.start(ListenerSettings.system(system.getHostString(), system.getPort(), null));
            InetSocketAddress client = config.clientListener();
            opening.start(ListenerSettings.client(client.getHostString(), client.getPort(), tls()));
            BrokerConfig.TestListener test = config.testListener();
            if (test != null) {
                InetSocketAddress address = test.address();
                opening.start(ListenerSettings.test(address.getHostString(), address.getPort(), test.cluster()));
            }
        } catch (CannotListen e) {
            throw new BadStart(e.getMessage() + ".");
        }
    }

    private ListenerSettings.@Nullable Tls tls() {
        BrokerConfig.Tls tls = config.clientTls();
        return tls == null ? null : new ListenerSettings.Tls(tls.certificate(), tls.key());
    }

    @Override
    public void close() {
        Network open = network;
        if (open != null) {
            open.stop();
        }
    }

    @Override
    public void closeConnections(Predicate<Principal> matching, Runnable closed) {
        Network open = network;
        if (open == null) {
            closed.run();
        } else {
            open.closeConnections(matching).thenRun(closed);
        }
    }

    @Override
    public Map<String, Integer> connectionsByCluster() {
        Network open = network;
        return open == null ? Map.of() : open.connectionCounts().byCluster();
    }

    @Override
    public Load load() {
        Network open = network;
        return open == null
                ? Load.NONE
                : new Load(
                        open.connectionCounts().byListener(),
                        open.requestMemoryUsedBytes(),
                        open.requestMemoryLimitBytes());
    }

    String readyLine() {
        return "READY client=" + bound(Listener.CLIENT) + " system=" + bound(Listener.SYSTEM) + " metrics="
                + (config.metricsListener() == null ? "none" : text(config.metricsListener()));
    }

    private String bound(Listener listener) {
        Network open = network;
        InetSocketAddress address = open == null ? null : open.address(listener);
        return address == null ? "closed" : text(address);
    }

    private static String text(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }
}
