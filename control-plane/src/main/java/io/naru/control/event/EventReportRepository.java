package io.naru.control.event;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Writing what the cell tells, by the relay's role.
@JdbcRepository(dialect = Dialect.POSTGRES, dataSource = "relay")
interface EventReportRepository extends GenericRepository<EventReportRepository.Row, Long> {
    @MappedEntity("cluster_event")
    record Row(@Id long id) {}

    @Query("""
            INSERT INTO cluster_event (lkc, organization_id, kind, subject, principal, at)
            SELECT c.id, c.organization_id, :kind, :topic, :principal, :at FROM cluster c WHERE c.id = :lkc""")
    void topic(String lkc, String kind, String topic, @Nullable String principal, Instant at);

    @Query("""
            INSERT INTO cluster_event (lkc, organization_id, kind, subject, principal, at)
            SELECT k.lkc, k.organization_id, :kind, k.id, k.principal, :at FROM api_key k WHERE k.id = :key AND k.lkc IS NOT NULL""")
    void key(String key, String kind, Instant at);

    @Query("DELETE FROM cluster_event WHERE at < now() - interval '7 days'")
    void forget();
}
