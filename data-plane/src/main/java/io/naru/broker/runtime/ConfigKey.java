package io.naru.broker.runtime;

import org.jspecify.annotations.Nullable;

/// The keys of a broker's configuration file.
enum ConfigKey {
    BROKER_ID("broker.id", "1", "This broker's number in its cell, 1 or more."),
    CELL_ID("cell.id", "cell-local", "The cell's name; tokens must be made for it."),
    DATA_DIRECTORY("data.directory", null, "Where everything is kept. One broker a directory."),
    CLIENT_LISTENER("client.listener", "127.0.0.1:9092", "host:port for tenants' clients."),
    CLIENT_ADVERTISED("client.advertised", "", "host:port that clients are told; empty for the listener's own."),
    CLIENT_TLS_CERTIFICATE(
            "client.tls.certificate",
            "",
            "PEM file with the certificate chain; read again when it changes. Without it the client listener speaks "
                    + "plaintext and must be on loopback."),
    CLIENT_TLS_KEY("client.tls.key", "", "PEM file with the certificate's private key (PKCS#8)."),
    SYSTEM_LISTENER("system.listener", "127.0.0.1:9093", "host:port for the control plane and other brokers."),
    CELL_SECRET_FILE("cell.secret.file", null, "File with the cell's secret, which opens the system listener."),
    METRICS_LISTENER("metrics.listener", "127.0.0.1:9644", "host:port for /metrics and /health; empty for none."),
    TOKEN_ROOT_PUBLIC_KEY_FILE(
            "token.root.public.key.file",
            "",
            "PEM file with the Ed25519 public key of the control plane's tokens; empty refuses every token."),
    TEST_LISTENER(
            "test.listener", "", "host:port without log-in for client test suites, on loopback only; empty for none."),
    TEST_LISTENER_CLUSTER("test.listener.cluster", "", "The logical cluster (lkc-…) behind the test listener."),
    CLUSTER_DELETION_GRACE_MS(
            "cluster.deletion.grace.ms",
            "86400000",
            "How long a deleted logical cluster's data stays on disk, in ms, 0 or more."),
    TOPIC_BIN_RETENTION_MS(
            "topic.bin.retention.ms",
            "86400000",
            "How long a deleted topic can be restored, in ms; its data stays on disk as long. 0 deletes at once."),
    SHARD_THREADS("shard.threads", "0", "Threads that own partitions, 1 to 1024; 0 for half the cores.");

    private final String key;

    @SuppressWarnings("ImmutableEnumChecker") // a String
    private final @Nullable String defaultValue;

    private final String meaning;

    ConfigKey(String key, @Nullable String defaultValue, String meaning) {
        this.key = key;
        this.defaultValue = defaultValue;
        this.meaning = meaning;
    }

    String key() {
        return key;
    }

    /// Null where the key must be given.
    @Nullable
    String defaultValue() {
        return defaultValue;
    }

    String meaning() {
        return meaning;
    }
}
