package io.naru.control.lag;

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

/// Reading a tenant's lags.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface LagRepository extends GenericRepository<LagRepository.Sample, String> {
    /// A measurement.
    @MappedEntity("lag_history")
    record Sample(
            @Id String groupId,
            long atSeconds,
            long messages,
            @Nullable Double seconds,
            boolean stuck) {}

    /// A group that is behind, as measured last.
    @MappedEntity("lag_history")
    record Behind(@Id String groupId, String lkc) {}

    @Query("""
            SELECT h.group_id, CAST(extract(epoch FROM h.starts_at) AS bigint) + (i - 1) * :width AS at_seconds,
                   h.messages[i] AS messages, CAST(h.seconds[i] AS double precision) AS seconds, coalesce(h.stuck[i], false) AS stuck
            FROM lag_history h, generate_subscripts(h.messages, 1) AS i
            WHERE h.organization_id = :organizationId AND h.width_seconds = :width AND h.lkc = :lkc AND h.group_id IN (:groups)
              AND h.starts_at >= :firstRow AND h.starts_at < :to AND h.messages[i] IS NOT NULL
              AND CAST(extract(epoch FROM h.starts_at) AS bigint) + (i - 1) * :width >= :fromSeconds
            ORDER BY h.group_id, at_seconds""")
    List<Sample> samples(
            UUID organizationId,
            int width,
            String lkc,
            List<String> groups,
            Instant firstRow,
            Instant to,
            long fromSeconds);

    /// Every group of a cluster as measured last, if that was of late.
    @Query("""
            SELECT DISTINCT ON (h.group_id) h.group_id,
                   CAST(extract(epoch FROM h.starts_at) AS bigint) + (i - 1) * :width AS at_seconds,
                   h.messages[i] AS messages, CAST(h.seconds[i] AS double precision) AS seconds, coalesce(h.stuck[i], false) AS stuck
            FROM lag_history h, generate_subscripts(h.messages, 1) AS i
            WHERE h.organization_id = :organizationId AND h.width_seconds = :width AND h.lkc = :lkc AND h.starts_at >= :firstRow
              AND h.messages[i] IS NOT NULL
              AND CAST(extract(epoch FROM h.starts_at) AS bigint) + (i - 1) * :width >= :fromSeconds
            ORDER BY h.group_id, at_seconds DESC LIMIT :most""")
    List<Sample> newest(UUID organizationId, int width, String lkc, Instant firstRow, long fromSeconds, int most);

    /// The groups that are furthest behind in all clusters within reach, as measured last, the worst first.
    ///
    /// @param leastSeconds a group counts that is behind by this, or to which nothing is committed
    @Query("""
            SELECT n.group_id, n.lkc FROM (
                SELECT DISTINCT ON (h.lkc, h.group_id) h.lkc, h.group_id, h.seconds[i] AS seconds, coalesce(h.stuck[i], false) AS stuck
                FROM cluster c
                JOIN lag_history h ON h.lkc = c.id AND h.width_seconds = :width AND h.starts_at >= :firstRow,
                     generate_subscripts(h.messages, 1) AS i
                WHERE c.organization_id = :organizationId AND h.organization_id = :organizationId AND c.status = 'ACTIVE'
                  AND (:everything OR c.id IN (:clusters) OR c.environment_id IN (:environments))
                  AND h.messages[i] > 0
                  AND CAST(extract(epoch FROM h.starts_at) AS bigint) + (i - 1) * :width >= :fromSeconds
                ORDER BY h.lkc, h.group_id, h.starts_at DESC, i DESC) n
            WHERE n.stuck OR n.seconds >= :leastSeconds
            ORDER BY n.stuck DESC, n.seconds DESC NULLS LAST, n.lkc, n.group_id LIMIT :most""")
    List<Behind> behind(
            UUID organizationId,
            boolean everything,
            List<String> environments,
            List<String> clusters,
            int width,
            Instant firstRow,
            long fromSeconds,
            int leastSeconds,
            int most);
}
