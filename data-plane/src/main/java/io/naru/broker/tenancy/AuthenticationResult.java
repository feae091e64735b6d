package io.naru.broker.tenancy;

/// How an attempt to authenticate ended.
public sealed interface AuthenticationResult {
    /// The principal and how long it may stay.
    ///
    /// @param sessionLifetimeMs after which the connection must have authenticated again (KIP-368); 0 for no end
    record Accepted(Principal principal, long sessionLifetimeMs) implements AuthenticationResult {}

    /// Decided after a completed barrier: this is final for a Java client. Unknown key and wrong secret read the same.
    record Refused(String reasonForClient) implements AuthenticationResult {}

    /// Nothing can be said in time; the connection is closed without an answer and the client tries again.
    record Unavailable() implements AuthenticationResult {}
}
