package io.naru.launcher;

import io.naru.launcher.home.Ports;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How one local Naru is to run.
///
/// @param tls          clients of Kafka's protocol come over TLS, with certificates of a local authority
/// @param testListener a listener without authentication for third-party test suites
/// @param databaseUrl  a Postgres of the user's own; null for the embedded one
/// @param training     write start-up caches
record Options(
        Path root,
        Path javaHome,
        Ports ports,
        boolean tls,
        boolean testListener,
        @Nullable String databaseUrl,
        boolean training) {

    String clientAddress() {
        return (tls ? "localhost:" : "127.0.0.1:") + ports.client();
    }

    String console() {
        return "http://127.0.0.1:" + ports.http();
    }
}
