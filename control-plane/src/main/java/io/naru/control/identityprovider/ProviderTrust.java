package io.naru.control.identityprovider;

/// Who the organizations of this installation belong to, so how far what they say of themselves is trusted.
public enum ProviderTrust {
    /// To many owners. Providers are at public addresses, over TLS; a domain is an organization's once DNS
    /// proves it.
    STRANGERS,

    /// To whoever runs the installation. Providers may be in the same network, and without TLS; domains
    /// need no proof.
    OWN
}
