package io.naru.control.identityprovider;

/// Naru as an organization registered it at its identity provider.
public record ProviderClient(String issuer, String clientId, String clientSecret) {
    /// Without the secret, which no log is to hold.
    @Override
    public String toString() {
        return "ProviderClient[" + issuer + " " + clientId + "]";
    }
}
