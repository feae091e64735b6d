package io.naru.control.clusterrole;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface ClusterRoleRepository extends GenericRepository<ClusterRoleRepository.Row, String> {
    /// A principal's role in a cluster.
    ///
    /// @param version 0 until the cell was told of it
    @MappedEntity("cluster_role")
    record Row(@Id String principal, @Nullable String role, long version) {}

    @Query("""
            INSERT INTO cluster_role (lkc, principal, organization_id, version)
            VALUES (:lkc, :principal, :organizationId, 0) ON CONFLICT DO NOTHING""")
    void addIfMissing(UUID organizationId, String lkc, String principal);

    @Query("""
            SELECT principal, role, version FROM cluster_role
            WHERE organization_id = :organizationId AND lkc = :lkc AND principal = :principal FOR UPDATE""")
    Row lock(UUID organizationId, String lkc, String principal);

    /// The roles that speak for a principal in a cluster: of its keys there, of its account, of its Cloud keys.
    @Query("""
            SELECT role FROM api_key WHERE organization_id = :organizationId AND principal = :principal AND role IS NOT NULL
               AND (lkc = :lkc OR lkc IS NULL) AND status IN ('CREATING', 'ACTIVE')
            UNION SELECT role FROM account WHERE organization_id = :organizationId AND id = :principal""")
    List<String> rolesOf(UUID organizationId, String lkc, String principal);

    @Query("""
            UPDATE cluster_role SET role = :role, version = :version
            WHERE organization_id = :organizationId AND lkc = :lkc AND principal = :principal""")
    void set(UUID organizationId, String lkc, String principal, @Nullable String role, long version);

    @Query(
            "SELECT id FROM cluster WHERE organization_id = :organizationId AND status IN ('CREATING', 'ACTIVE') ORDER BY id")
    List<String> clusters(UUID organizationId);
}
