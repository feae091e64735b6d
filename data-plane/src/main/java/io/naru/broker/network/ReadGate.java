package io.naru.broker.network;

import io.netty.channel.Channel;
import java.util.EnumSet;
import java.util.Set;

/// Whether a connection is read. It is, while there is no reason against it. Event loop only.
final class ReadGate {
    enum Reason {
        /// Enough requests of this connection are waiting or under way.
        REQUESTS_WAIT,
        /// The broker holds as many request bytes as it may.
        MEMORY,
        /// The client used more than its share and has to pause.
        MUTED,
        /// The connection is about to be closed.
        CLOSING
    }

    private final Channel channel;
    private final Runnable opened;
    private final Set<Reason> against = EnumSet.noneOf(Reason.class);

    /// @param opened called whenever the last reason has gone
    ReadGate(Channel channel, Runnable opened) {
        this.channel = channel;
        this.opened = opened;
    }

    boolean isOpen() {
        return against.isEmpty();
    }

    void close(Reason reason) {
        if (against.isEmpty()) {
            channel.config().setAutoRead(false);
        }
        against.add(reason);
    }

    void open(Reason reason) {
        if (against.remove(reason) && against.isEmpty()) {
            opened.run();
            if (against.isEmpty()) {
                channel.config().setAutoRead(true);
            }
        }
    }
}
