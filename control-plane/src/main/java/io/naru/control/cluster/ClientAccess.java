package io.naru.control.cluster;

import org.jspecify.annotations.Nullable;

/// What customers are told to connect their Kafka clients to.
///
/// @param security SASL_PLAINTEXT or SASL_SSL
/// @param caPem certificates to trust, or null when the system's own trust is enough
public record ClientAccess(
        String bootstrap, String security, @Nullable String caPem) {}
