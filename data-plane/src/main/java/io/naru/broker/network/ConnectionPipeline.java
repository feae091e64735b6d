package io.naru.broker.network;

import io.naru.broker.dispatch.Dispatcher;
import io.naru.broker.dispatch.Listener;
import io.naru.broker.environment.Environment;
import io.naru.broker.tenancy.Authentication;
import io.naru.broker.tenancy.Principal;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.flush.FlushConsolidationHandler;
import org.jspecify.annotations.Nullable;

/// Builds the pipeline of an accepted connection: TLS, frames, requests.
final class ConnectionPipeline extends ChannelInitializer<Channel> {
    private static final int FLUSHES_TOGETHER = 64;

    private final ListenerSettings listener;
    private final @Nullable ServerTls tls;
    private final Environment environment;
    private final Dispatcher dispatcher;
    private final Authentication authentication;
    private final NetworkSettings settings;
    private final Connections connections;
    private final RequestMemory memory;

    ConnectionPipeline(
            ListenerSettings listener,
            @Nullable ServerTls tls,
            Environment environment,
            Dispatcher dispatcher,
            Authentication authentication,
            NetworkSettings settings,
            Connections connections,
            RequestMemory memory) {
        this.listener = listener;
        this.tls = tls;
        this.environment = environment;
        this.dispatcher = dispatcher;
        this.authentication = authentication;
        this.settings = settings;
        this.connections = connections;
        this.memory = memory;
    }

    @Override
    protected void initChannel(Channel channel) {
        if (tls != null) {
            channel.pipeline().addLast(tls.context().newHandler(channel.alloc()));
        }
        FrameDecoder decoder = new FrameDecoder(memory, settings.maxUnauthenticatedRequestBytes());
        channel.pipeline().addLast(new FlushConsolidationHandler(FLUSHES_TOGETHER), decoder);
        ServerConnection connection = new ServerConnection(connections.nextId(), listener.listener(), channel);
        channel.pipeline()
                .addLast(new ConnectionHandler(
                        connection,
                        connections,
                        dispatcher,
                        authentication,
                        environment.clock(),
                        settings,
                        decoder,
                        tls == null,
                        fixedPrincipal()));
    }

    private @Nullable Principal fixedPrincipal() {
        return listener.listener() == Listener.TEST && listener.cluster() != null
                ? new Principal(listener.cluster(), "test", "test")
                : null;
    }
}
