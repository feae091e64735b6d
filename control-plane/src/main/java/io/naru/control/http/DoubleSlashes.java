package io.naru.control.http;

import static io.micronaut.http.netty.channel.ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/// Takes `//org/v2/environments` for `/org/v2/environments`: tools join a base address that ends with a slash and a
/// path
/// that begins with one. Slashes inside a name come as `%2F` and stay.
@Singleton
final class DoubleSlashes implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
    private static final Pattern SLASHES = Pattern.compile("/{2,}");

    @Override
    public NettyServerCustomizer.Registry onCreated(BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        NettyServerCustomizer.Registry registry = event.getBean();
        registry.register(new Connections());
        return registry;
    }

    static String single(String uri) {
        int query = uri.indexOf('?');
        String path = query < 0 ? uri : uri.substring(0, query);
        if (!path.startsWith("/") || !path.contains("//")) {
            return uri;
        }
        return SLASHES.matcher(path).replaceAll("/") + (query < 0 ? "" : uri.substring(query));
    }

    /// The framework asks it for one customizer for each connection.
    private static final class Connections implements NettyServerCustomizer {
        @Override
        public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
            return role == ChannelRole.LISTENER ? this : new Connection(channel);
        }
    }

    private record Connection(Channel channel) implements NettyServerCustomizer {
        @Override
        public void onStreamPipelineBuilt() {
            channel.pipeline().addBefore(HANDLER_MICRONAUT_INBOUND, "double-slashes", new Handler());
        }
    }

    private static final class Handler extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
            if (message instanceof HttpRequest request) {
                request.setUri(single(request.uri()));
            }
            super.channelRead(context, message);
        }
    }
}
