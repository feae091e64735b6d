package io.naru.control.event;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reading a tenant's events.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface EventRepository extends GenericRepository<EventRepository.Row, Long> {
    @MappedEntity("cluster_event")
    record Row(
            @Id long id,
            String lkc,
            String kind,
            String subject,
            @Nullable String principal,
            Instant at) {}

    @Query("""
            SELECT id, lkc, kind, subject, principal, at FROM cluster_event
            WHERE organization_id = :organizationId AND lkc = :lkc AND id > :after ORDER BY id LIMIT :most""")
    List<Row> after(UUID organizationId, String lkc, long after, int most);

    @Query("SELECT coalesce(max(id), 0) FROM cluster_event WHERE organization_id = :organizationId AND lkc = :lkc")
    long last(UUID organizationId, String lkc);

    /// Of all clusters within reach.
    @Query("""
            SELECT e.id, e.lkc, e.kind, e.subject, e.principal, e.at FROM cluster_event e
            WHERE e.organization_id = :organizationId AND e.id > :after
              AND (:everything OR e.lkc IN (:clusters)
                OR EXISTS (SELECT FROM cluster c WHERE c.id = e.lkc AND c.environment_id IN (:environments)))
            ORDER BY e.id LIMIT :most""")
    List<Row> after(
            UUID organizationId,
            boolean everything,
            List<String> environments,
            List<String> clusters,
            long after,
            int most);

    @Query("SELECT coalesce(max(id), 0) FROM cluster_event WHERE organization_id = :organizationId")
    long last(UUID organizationId);
}
