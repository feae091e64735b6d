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
    String COLUMNS = "a.id, a.email, a.password_hash, a.full_name, a.email_verified_at, a.language, a.second_factor_at,"
            + " a.created_at, a.updated_at";
    String MEMBERS = " FROM account a JOIN membership m ON m.account_id = a.id AND m.organization_id = :organizationId";

    @Query("INSERT INTO account (id, email, password_hash, full_name) VALUES (:id, :email, :passwordHash, :fullName)")
    void add(String id, String email, String passwordHash, String fullName);

    @Query("INSERT INTO membership (organization_id, account_id) VALUES (:organizationId, :id) ON CONFLICT DO NOTHING")
    void join(UUID organizationId, String id);

    @Query("DELETE FROM membership WHERE organization_id = :organizationId AND account_id = :id")
    void leave(UUID organizationId, String id);

    @Query("SELECT " + COLUMNS + " FROM account a WHERE a.email = :email")
    Optional<Account> findPresentedEmail(String email);

    @Query("SELECT " + COLUMNS + " FROM account a WHERE a.id = :id")
    Optional<Account> findPresented(String id);

    @Query("SELECT " + COLUMNS + MEMBERS + " WHERE a.id = :id")
    Optional<Account> find(UUID organizationId, String id);

    @Query("SELECT " + COLUMNS + MEMBERS + " WHERE a.email = :email")
    Optional<Account> findMember(UUID organizationId, String email);

    /// Members after the one with this id, in the order in which they came.
    @Query("SELECT " + COLUMNS + MEMBERS + """
             WHERE (:only = '' OR a.id = :only)
              AND (:after = '' OR (m.created_at, a.id) >
                   (SELECT n.created_at, n.account_id FROM membership n
                    WHERE n.organization_id = :organizationId AND n.account_id = :after))
            ORDER BY m.created_at, a.id LIMIT :rows""")
    List<Account> list(UUID organizationId, String only, String after, int rows);

    @Query("UPDATE account SET password_hash = :passwordHash, updated_at = now() WHERE id = :id")
    void changePassword(String id, String passwordHash);

    @Query("""
            UPDATE account SET email = :email, updated_at = now(),
              email_verified_at = CASE WHEN email = :email THEN coalesce(email_verified_at, now()) ELSE now() END
            WHERE id = :id""")
    void confirmAddress(String id, String email);

    @Query("UPDATE account SET language = :language WHERE id = :id AND language <> :language")
    void speak(String id, String language);

    @Query("UPDATE account SET full_name = :fullName, updated_at = now() WHERE id = :id")
    void rename(String id, String fullName);
}
