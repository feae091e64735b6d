package io.naru.control.organization;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface AccountRepository extends GenericRepository<Account, String> {
    @Query("""
            INSERT INTO account (id, organization_id, email, password_hash, role)
            VALUES (:id, :organizationId, :email, :passwordHash, :role)""")
    void add(String id, UUID organizationId, String email, String passwordHash, String role);

    @Query("SELECT id, organization_id, email, password_hash, role FROM account WHERE email = :email")
    Optional<Account> findPresented(String email);

    @Query("""
            SELECT id, organization_id, email, password_hash, role FROM account
            WHERE organization_id = :organizationId AND id = :id""")
    Optional<Account> find(UUID organizationId, String id);

    @Query("UPDATE account SET password_hash = :passwordHash WHERE organization_id = :organizationId AND id = :id")
    void changePassword(UUID organizationId, String id, String passwordHash);

    @Query("SELECT id FROM account WHERE organization_id = :organizationId AND role = :role ORDER BY id")
    List<String> withRole(UUID organizationId, String role);
}
