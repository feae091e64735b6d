package io.naru.control.cluster;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.naru.control.access.Scope;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A logical cluster.
///
/// @param id `lkc-…`, never used again
/// @param deletionProtection null when it was never set
/// @param version grows with every change that the cell hears of
@MappedEntity("cluster")
public record Cluster(
        @Id String id,
        UUID organizationId,
        String environmentId,
        String displayName,
        String availability,
        String cloud,
        String region,
        String configKind,
        @Nullable Boolean deletionProtection,
        String status,
        long version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant deletingSince) {

    /// Where it is, for what may be done with it.
    public Scope at() {
        return new Scope.Cluster(environmentId, id);
    }

    static final String CREATING = "CREATING";
    static final String ACTIVE = "ACTIVE";
    static final String DELETING = "DELETING";

    /// What the audit log says of it.
    Map<String, @Nullable Object> facts() {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("display_name", displayName);
        facts.put("environment", environmentId);
        facts.put("availability", availability);
        facts.put("cloud", cloud);
        facts.put("region", region);
        facts.put("config_kind", configKind);
        facts.put("deletion_protection", deletionProtection);
        return facts;
    }

    /// The state of its record in the cell, if it had this status.
    Map<String, Object> desired(String desiredStatus, @Nullable Instant deletedAt) {
        Map<String, Object> state = new HashMap<>();
        state.put("organization_id", organizationId.toString());
        state.put("environment_id", environmentId);
        state.put("name", displayName);
        state.put("status", desiredStatus);
        if (deletedAt != null) {
            state.put("deleting_since_ms", deletedAt.toEpochMilli());
        }
        return state;
    }
}
