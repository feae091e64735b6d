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

    /// The roles that count for a grantee in a cluster: of a principal's bindings, or of the key itself.
    @Query("""
            SELECT b.role_name AS role FROM role_binding b
            WHERE b.organization_id = :organizationId AND b.principal = :grantee
              AND (b.lkc = :lkc OR b.lkc IS NULL AND (b.environment_id IS NULL OR b.environment_id =
                   (SELECT c.environment_id FROM cluster c WHERE c.id = :lkc AND c.organization_id = :organizationId)))
            UNION SELECT role FROM api_key WHERE organization_id = :organizationId AND id = :grantee AND role IS NOT NULL
               AND (lkc = :lkc OR lkc IS NULL) AND status IN ('CREATING', 'ACTIVE')""")
    List<String> rolesOf(UUID organizationId, String lkc, String grantee);

    /// Whose role counts in a new cluster: principals bound around it, and Cloud keys with a role.
    @Query("""
            SELECT b.principal FROM role_binding b WHERE b.organization_id = :organizationId AND b.lkc IS NULL
              AND (b.environment_id IS NULL OR b.environment_id =
                   (SELECT c.environment_id FROM cluster c WHERE c.id = :lkc AND c.organization_id = :organizationId))
            UNION SELECT id FROM api_key WHERE organization_id = :organizationId AND role IS NOT NULL AND lkc IS NULL
               AND status IN ('CREATING', 'ACTIVE') ORDER BY 1""")
    List<String> granteesAround(UUID organizationId, String lkc);

    @Query("""
            UPDATE cluster_role SET role = :role, version = :version
            WHERE organization_id = :organizationId AND lkc = :lkc AND principal = :principal""")
    void set(UUID organizationId, String lkc, String principal, @Nullable String role, long version);

    /// Living clusters, of one environment or, when that is empty, of all.
    @Query("""
            SELECT id FROM cluster WHERE organization_id = :organizationId AND status IN ('CREATING', 'ACTIVE')
              AND (:environmentId = '' OR environment_id = :environmentId) ORDER BY id""")
    List<String> clusters(UUID organizationId, String environmentId);
}
