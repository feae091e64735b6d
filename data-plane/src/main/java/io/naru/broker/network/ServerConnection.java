package io.naru.broker.network;

import io.naru.broker.dispatch.Connection;
import io.naru.broker.dispatch.Listener;
import io.naru.broker.tenancy.Entrance;
import io.naru.broker.tenancy.PeerInfo;
import io.naru.broker.tenancy.Principal;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One accepted connection, as others see it. Who speaks on it is guarded by its monitor: a revocation may meet
/// an authentication that is under way.
final class ServerConnection implements Connection {
    private final long id;
    private final Listener listener;
    private final Channel channel;
    private final String peerAddress;
    private @Nullable Principal principal;
    private boolean authenticating;
    private final List<Predicate<Principal>> revokedMeanwhile = new ArrayList<>(0);

    ServerConnection(long id, Listener listener, Channel channel) {
        this.id = id;
        this.listener = listener;
        this.channel = channel;
        this.peerAddress =
                channel.remoteAddress() instanceof InetSocketAddress internet && internet.getAddress() != null
                        ? internet.getAddress().getHostAddress()
                        : String.valueOf(channel.remoteAddress());
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public Listener listener() {
        return listener;
    }

    @Override
    public String peerAddress() {
        return peerAddress;
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    Channel channel() {
        return channel;
    }

    PeerInfo peer() {
        return new PeerInfo(peerAddress, listener == Listener.SYSTEM ? Entrance.SYSTEM : Entrance.CLIENT);
    }

    synchronized @Nullable Principal principal() {
        return principal;
    }

    /// From now on revocations that come before the answer are remembered.
    synchronized void authenticating() {
        authenticating = true;
    }

    /// Takes the principal in, unless it was revoked after its authentication began.
    synchronized boolean authenticated(Principal accepted) {
        principal = accepted;
        boolean stands = revokedMeanwhile.stream().noneMatch(revoked -> revoked.test(accepted));
        authenticating = false;
        revokedMeanwhile.clear();
        return stands;
    }

    /// Whether the connection has to be closed now; one that is not authenticated will be asked again when it
    /// is.
    synchronized boolean isRevokedBy(Predicate<Principal> revoked) {
        if (authenticating) {
            revokedMeanwhile.add(revoked);
        }
        return principal != null && revoked.test(principal);
    }

    @Override
    public String toString() {
        return listener + " connection " + id + " from " + peerAddress;
    }
}
