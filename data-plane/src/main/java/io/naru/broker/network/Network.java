package io.naru.broker.network;

import io.naru.broker.dispatch.Dispatcher;
import io.naru.broker.dispatch.Listener;
import io.naru.broker.environment.Environment;
import io.naru.broker.tenancy.Authentication;
import io.naru.broker.tenancy.Principal;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The broker's listeners and everybody connected to them.
public final class Network {
    private static final int BACKLOG = 1024;
    private static final int LARGEST_READ_BYTES = 256 * 1024;
    private static final long STOP_SECONDS = 5;

    private final Environment environment;
    private final Dispatcher dispatcher;
    private final Authentication authentication;
    private final NetworkSettings settings;
    private final Connections connections;
    private final RequestMemory memory;
    private final List<Channel> listening = new ArrayList<>();
    private final Map<Listener, InetSocketAddress> addresses = new EnumMap<>(Listener.class);
    private @Nullable EventLoopGroup eventLoops;

    public Network(
            Environment environment, Dispatcher dispatcher, Authentication authentication, NetworkSettings settings) {
        this.environment = environment;
        this.dispatcher = dispatcher;
        this.authentication = authentication;
        this.settings = settings;
        this.memory = new RequestMemory(settings.requestMemoryBytes());
        this.connections = new Connections(environment.clock(), settings, memory);
    }

    /// Opens the listeners, all or none; may be called again for more (the system listener opens first).
    ///
    /// @throws CannotListen if an address cannot be had or a certificate cannot be read
    public synchronized void start(ListenerSettings... listeners) throws CannotListen {
        for (ListenerSettings listener : listeners) {
            try {
                open(listener);
            } catch (CannotListen failure) {
                stop();
                throw failure;
            }
        }
    }

    /// Where a listener is bound, with the port that was chosen for 0; null if it is not open.
    public synchronized @Nullable InetSocketAddress address(Listener listener) {
        return addresses.get(listener);
    }

    /// Stops listening, closes every connection and ends the threads.
    public synchronized void stop() {
        listening.forEach(channel -> channel.close().awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS));
        listening.clear();
        addresses.clear();
        connections.closeAll();
        if (eventLoops != null) {
            eventLoops
                    .shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS)
                    .awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS);
            eventLoops = null;
        }
    }

    /// Completes with their number when every connection of a matching caller is closed. A caller whose
    /// authentication is under way is refused when it turns out to match. Callable from any thread.
    public CompletionStage<Integer> closeConnections(Predicate<Principal> revoked) {
        return connections.close(revoked);
    }

    public ConnectionCounts connectionCounts() {
        return connections.counts();
    }

    /// How much of [#requestMemoryLimitBytes] is taken; for metrics.
    public long requestMemoryUsedBytes() {
        return settings.requestMemoryBytes() - memory.availableBytes();
    }

    /// What all requests that are under way may take together; the last one may overdraw.
    public long requestMemoryLimitBytes() {
        return settings.requestMemoryBytes();
    }

    /// A listener's plaintext pipeline, to be put into a channel that somebody else drives (a simulation).
    public ChannelHandler pipeline(ListenerSettings listener) {
        return pipeline(listener, null);
    }

    private ChannelHandler pipeline(ListenerSettings listener, @Nullable ServerTls tls) {
        return new ConnectionPipeline(
                listener, tls, environment, dispatcher, authentication, settings, connections, memory);
    }

    private void open(ListenerSettings listener) throws CannotListen {
        EventLoopGroup group = eventLoops();
        ServerTls tls = tls(listener);
        if (tls != null) {
            EventLoops.every(group.next(), tls::reloadIfChanged, settings.tlsReloadMs());
        }
        ChannelFuture bound = new ServerBootstrap()
                .group(group)
                .channel(serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childOption(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(512, 4096, LARGEST_READ_BYTES))
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(128 * 1024, 512 * 1024))
                .childHandler(pipeline(listener, tls))
                .bind(listener.host(), listener.port())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new CannotListen(
                    "cannot listen on " + listener.host() + ":" + listener.port() + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        listening.add(bound.channel());
        addresses.put(listener.listener(), (InetSocketAddress) bound.channel().localAddress());
    }

    private static @Nullable ServerTls tls(ListenerSettings listener) throws CannotListen {
        ListenerSettings.Tls files = listener.tls();
        if (files == null) {
            return null;
        }
        try {
            return new ServerTls(files);
        } catch (IOException | RuntimeException unusable) {
            throw new CannotListen(
                    "cannot use the certificate " + files.certificate() + " with the key " + files.key() + ": "
                            + unusable.getMessage(),
                    unusable);
        }
    }

    private EventLoopGroup eventLoops() {
        EventLoopGroup group = eventLoops;
        if (group == null) {
            group = new MultiThreadIoEventLoopGroup(
                    settings.eventLoops(),
                    new DefaultThreadFactory("naru-network", true),
                    Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
            eventLoops = group;
        }
        return group;
    }

    private static Class<? extends ServerChannel> serverChannel() {
        return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }
}
