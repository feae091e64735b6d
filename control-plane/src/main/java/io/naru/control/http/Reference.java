package io.naru.control.http;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import org.jspecify.annotations.Nullable;

/// One object naming another.
@Serdeable(naming = SnakeCaseStrategy.class)
public record Reference(
        String id,
        @Nullable String apiVersion,
        @Nullable String kind,
        @Nullable String related,
        @Nullable String resourceName) {}
