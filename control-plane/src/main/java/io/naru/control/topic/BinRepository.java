package io.naru.control.topic;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A tenant's deleted topics and what it asks for them.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface BinRepository extends GenericRepository<BinnedTopic, String> {
    String COLUMNS =
            "topic_id, name, partitions, binned_version, binned_at, binned_by, binned_until, binned_bytes, deleted_at";

    @MappedEntity("topic_wish")
    record Wish(
            @Id String topicId,
            long version,
            long refusedVersion,
            @Nullable String refusedReason,
            @Nullable String refusedDetail) {}

    /// The last deleted first; the cell keeps a hundred of a cluster.
    @Query("SELECT " + COLUMNS + """
             FROM topic_projection WHERE organization_id = :organizationId AND lkc = :lkc AND binned_version IS NOT NULL
              AND deleted_at IS NULL AND (binned_until IS NULL OR binned_until > now())
            ORDER BY binned_at DESC, topic_id LIMIT 1000""")
    List<BinnedTopic> list(UUID organizationId, String lkc);

    @Query("SELECT " + COLUMNS
            + " FROM topic_projection WHERE organization_id = :organizationId AND lkc = :lkc AND topic_id = :topicId")
    Optional<BinnedTopic> find(UUID organizationId, String lkc, String topicId);

    /// The next wish for a topic; its row stays locked, so that the outbox has the wishes in order.
    @Query("""
            INSERT INTO topic_wish AS w (topic_id, organization_id, version) VALUES (:topicId, :organizationId, 1)
            ON CONFLICT (topic_id) DO UPDATE SET version = w.version + 1
            RETURNING topic_id, version, refused_version, refused_reason, refused_detail""")
    Wish wish(UUID organizationId, String topicId);

    @Query("""
            SELECT topic_id, version, refused_version, refused_reason, refused_detail FROM topic_wish
            WHERE organization_id = :organizationId AND topic_id = :topicId""")
    Optional<Wish> wished(UUID organizationId, String topicId);
}
