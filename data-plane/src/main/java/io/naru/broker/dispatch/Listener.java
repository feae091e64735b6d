package io.naru.broker.dispatch;

/// The doors of a broker. They differ in who may enter, and in what Metadata tells them.
public enum Listener {
    /// Tenants' clients: SASL, over TLS unless on loopback.
    CLIENT,
    /// Brokers and the control plane.
    SYSTEM,
    /// Third-party client suites: PLAINTEXT, loopback only, bound to one logical cluster, off by default.
    TEST
}
