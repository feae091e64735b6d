package io.naru.control.housekeeping;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES, dataSource = "relay")
interface HousekeepingRepository extends GenericRepository<HousekeepingRepository.Left, String> {
    /// Something whose creation nobody waits for any more.
    @MappedEntity("cluster")
    record Left(@Id String id, UUID organizationId) {}

    @Query("""
            SELECT id, organization_id FROM cluster
            WHERE status = 'CREATING' AND created_at < now() - interval '15 seconds' ORDER BY created_at LIMIT 100""")
    List<Left> clustersLeft();

    @Query("""
            SELECT id, organization_id FROM api_key
            WHERE status = 'CREATING' AND created_at < now() - interval '15 seconds' ORDER BY created_at LIMIT 100""")
    List<Left> keysLeft();

    @Query("DELETE FROM session WHERE expires_at < now()")
    void forgetSessions();
}
