package io.naru.control.singlesignon;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface SingleSignOnRepository extends GenericRepository<SingleSignOn, UUID> {
    @Query("""
            SELECT organization_id, issuer, client_id, client_secret, required, default_role, password_member, updated_at
            FROM single_sign_on WHERE organization_id = :organizationId""")
    Optional<SingleSignOn> find(UUID organizationId);

    @Query("""
            INSERT INTO single_sign_on
              (organization_id, issuer, client_id, client_secret, required, default_role, password_member)
            VALUES (:organizationId, :issuer, :clientId, :clientSecret, :required, :defaultRole, :passwordMember)
            ON CONFLICT (organization_id) DO UPDATE SET issuer = :issuer, client_id = :clientId,
              client_secret = :clientSecret, required = :required, default_role = :defaultRole,
              password_member = :passwordMember, updated_at = now()""")
    void set(
            UUID organizationId,
            String issuer,
            String clientId,
            String clientSecret,
            boolean required,
            @Nullable String defaultRole,
            String passwordMember);

    @Query("DELETE FROM single_sign_on WHERE organization_id = :organizationId")
    long remove(UUID organizationId);
}
