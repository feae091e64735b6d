package io.naru.control.audit;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A row of the log, as it is read.
///
/// @param times how often within a minute it was refused alike; 1 for what was done
/// @param before JSON
/// @param after JSON
@MappedEntity("audit_log")
record AuditRow(
        @Id String id,
        Instant at,
        String actorId,
        @Nullable String actorName,
        String credentialKind,
        @Nullable String credential,
        @Nullable String address,
        String action,
        @Nullable String resource,
        @Nullable String resourceName,
        String outcome,
        @Nullable String code,
        @Nullable String reason,
        long times,
        @Nullable String before,
        @Nullable String after,
        @Nullable String requestId) {}
