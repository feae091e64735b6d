package io.naru.broker.tenancy.desired;

/// Hears what this broker has passed.
public interface RevocationListener {
    /// The revocation is applied, survives a crash, and the key's connections are closed. Told again after a restart,
    /// for every revoked key still known. Called on the follower's thread.
    ///
    /// @param version of the key's record
    void passed(String keyId, long version);
}
