package io.naru.control.topic;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@JdbcRepository(dialect = Dialect.POSTGRES, dataSource = "relay")
interface TopicProjectionRepository extends GenericRepository<TopicProjectionRepository.Row, String> {
    @MappedEntity("topic_projection")
    record Row(@Id String topicId, String lkc, String name, int partitions) {}

    /// Topics of a cluster that is not known here are left out.
    @Query("""
            INSERT INTO topic_projection AS t
                (topic_id, lkc, organization_id, name, partitions, replication_factor, configs, principal, version, created_at)
            SELECT :topicId, c.id, c.organization_id, :name, :partitions, :replicationFactor, CAST(:configs AS jsonb), :principal,
                   :version, :at
            FROM cluster c WHERE c.id = :lkc
            ON CONFLICT (topic_id) DO UPDATE SET
                partitions = greatest(excluded.partitions, t.partitions),
                configs = excluded.configs, version = excluded.version
            WHERE t.version < excluded.version""")
    void put(
            String lkc,
            String topicId,
            String name,
            int partitions,
            int replicationFactor,
            String configs,
            @Nullable String principal,
            long version,
            Instant at);

    @Query("""
            UPDATE topic_projection SET binned_version = :version, binned_at = :at, binned_by = :principal, binned_until = :until,
                version = :version
            WHERE topic_id = :topicId AND version < :version""")
    void binned(String topicId, long version, Instant at, @Nullable String principal, @Nullable Instant until);

    @Query("""
            UPDATE topic_projection SET name = :name, binned_version = NULL, binned_at = NULL, binned_by = NULL, binned_until = NULL,
                binned_bytes = NULL, version = :version
            WHERE topic_id = :topicId AND version < :version""")
    void restored(String topicId, long version, String name);

    @Query("UPDATE topic_projection SET binned_bytes = :bytes WHERE topic_id = :topicId")
    void binSize(String topicId, long bytes);

    @Query("""
            UPDATE topic_wish SET refused_version = :version, refused_reason = :reason, refused_detail = :detail
            WHERE topic_id = :topicId AND refused_version < :version""")
    void wishRefused(String topicId, long version, String reason, String detail);

    @Query("UPDATE topic_wish SET version = :version WHERE topic_id = :topicId")
    void raiseWish(String topicId, long version);

    @Query("DELETE FROM topic_wish w WHERE NOT EXISTS (SELECT FROM topic_projection t WHERE t.topic_id = w.topic_id)")
    void forgetWishes();

    @Query(
            "UPDATE topic_projection SET deleted_at = :at, version = :version WHERE topic_id = :topicId AND version < :version")
    void deleted(String topicId, long version, Instant at);

    @Query("DELETE FROM topic_projection WHERE lkc = :lkc")
    void purge(String lkc);

    @Query("DELETE FROM topic_projection WHERE deleted_at < now() - interval '30 days'")
    void forget();
}
