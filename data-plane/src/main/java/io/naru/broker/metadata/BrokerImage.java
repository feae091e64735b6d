package io.naru.broker.metadata;

import org.jspecify.annotations.Nullable;

/// A broker and where its clients find it.
public record BrokerImage(
        int id,
        String clientHost,
        int clientPort,
        String systemHost,
        int systemPort,
        @Nullable String rack) {}
