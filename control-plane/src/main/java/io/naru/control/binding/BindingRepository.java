package io.naru.control.binding;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface BindingRepository extends GenericRepository<Binding, String> {
    String COLUMNS =
            "id, organization_id, principal, role_name, environment_id, lkc, crn_pattern, created_by, created_at";

    /// Newest first. What is empty is not asked for; scope is `environment/lkc`, `/` for the organization.
    @Query("SELECT " + COLUMNS + """
             FROM role_binding WHERE organization_id = :organizationId
              AND (:everything OR principal = :self OR environment_id IN (:environments) OR lkc IN (:clusters))
              AND (:principal = '' OR principal = :principal)
              AND (:roleName = '' OR role_name = :roleName)
              AND (:scope = '' OR coalesce(environment_id, '') || '/' || coalesce(lkc, '') = :scope)
              AND (:after = '' OR (created_at, id) < (SELECT created_at, id FROM role_binding WHERE id = :after))
            ORDER BY created_at DESC, id DESC LIMIT :rows""")
    List<Binding> list(
            UUID organizationId,
            boolean everything,
            String self,
            List<String> environments,
            List<String> clusters,
            String principal,
            String roleName,
            String scope,
            String after,
            int rows);

    @Query("SELECT " + COLUMNS + " FROM role_binding WHERE organization_id = :organizationId AND id = :id")
    Optional<Binding> find(UUID organizationId, String id);

    @Query("SELECT " + COLUMNS + " FROM role_binding WHERE organization_id = :organizationId AND principal = :principal"
            + " AND role_name = :roleName AND coalesce(environment_id, '') || '/' || coalesce(lkc, '') = :scope")
    Optional<Binding> findSame(UUID organizationId, String principal, String roleName, String scope);

    @Query("SELECT " + COLUMNS
            + " FROM role_binding WHERE organization_id = :organizationId AND principal = :principal ORDER BY id")
    List<Binding> of(UUID organizationId, String principal);

    @Query("SELECT count(*) FROM role_binding WHERE organization_id = :organizationId")
    long count(UUID organizationId);

    @Query("SELECT count(*) FROM role_binding WHERE organization_id = :organizationId AND principal = :principal")
    long countOf(UUID organizationId, String principal);

    @Query("""
            INSERT INTO role_binding (id, organization_id, principal, role_name, environment_id, lkc, crn_pattern, created_by)
            VALUES (:id, :organizationId, :principal, :roleName, :environmentId, :lkc, :crnPattern, :createdBy)
            RETURNING\s""" + COLUMNS)
    Binding add(
            String id,
            UUID organizationId,
            String principal,
            String roleName,
            @Nullable String environmentId,
            @Nullable String lkc,
            String crnPattern,
            String createdBy);

    @Query("DELETE FROM role_binding WHERE organization_id = :organizationId AND id = :id")
    void remove(UUID organizationId, String id);

    @Query("DELETE FROM role_binding WHERE organization_id = :organizationId AND principal = :principal")
    void removeOf(UUID organizationId, String principal);

    @Query("DELETE FROM role_binding WHERE organization_id = :organizationId AND environment_id = :environmentId")
    void removeInEnvironment(UUID organizationId, String environmentId);

    @Query("DELETE FROM role_binding WHERE organization_id = :organizationId AND lkc = :lkc")
    void removeInCluster(UUID organizationId, String lkc);

    /// People with this role in the whole organization.
    @Query("""
            SELECT principal FROM role_binding WHERE organization_id = :organizationId AND role_name = :roleName
              AND environment_id IS NULL AND principal LIKE 'u-%' ORDER BY created_at, principal""")
    List<String> peopleWith(UUID organizationId, String roleName);

    /// Makes changes of who administers an organization wait for each other.
    @Query("SELECT id FROM organization WHERE id = :organizationId FOR UPDATE")
    UUID lockOrganization(UUID organizationId);
}
