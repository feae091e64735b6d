package io.naru.broker.tenancy;

import java.util.function.Consumer;

/// Turns what a client proves into a principal. Never blocks; `then` is called exactly once, on any thread, possibly
/// before the call returns.
public interface Authentication {
    /// SASL/PLAIN (RFC 4616): an API key's id and secret, or the cell's own.
    void plain(String user, String secret, PeerInfo peer, Consumer<AuthenticationResult> then);

    /// SASL/OAUTHBEARER (RFC 7628): a token signed by the control plane.
    void oauthBearer(String token, PeerInfo peer, Consumer<AuthenticationResult> then);
}
