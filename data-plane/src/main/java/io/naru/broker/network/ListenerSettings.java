package io.naru.broker.network;

import io.naru.broker.dispatch.Listener;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// One address to listen on.
///
/// @param port 0 for any free one
/// @param tls null for plaintext
/// @param cluster the logical cluster everybody belongs to on a [Listener#TEST]; null on the others
public record ListenerSettings(
        Listener listener,
        String host,
        int port,
        @Nullable Tls tls,
        @Nullable String cluster) {

    public ListenerSettings {
        if ((listener == Listener.TEST) != (cluster != null)) {
            throw new IllegalArgumentException("a test listener, and only that, is bound to one logical cluster");
        }
    }

    public static ListenerSettings client(String host, int port, @Nullable Tls tls) {
        return new ListenerSettings(Listener.CLIENT, host, port, tls, null);
    }

    public static ListenerSettings system(String host, int port, @Nullable Tls tls) {
        return new ListenerSettings(Listener.SYSTEM, host, port, tls, null);
    }

    public static ListenerSettings test(String host, int port, String cluster) {
        return new ListenerSettings(Listener.TEST, host, port, null, cluster);
    }

    /// PEM files: the certificate chain and its private key (PKCS #8).
    public record Tls(Path certificate, Path key) {}
}
