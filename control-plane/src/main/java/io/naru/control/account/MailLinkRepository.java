package io.naru.control.account;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface MailLinkRepository extends GenericRepository<MailLink, String> {
    @Query("""
            INSERT INTO mail_link (secret_hash, purpose, account_id, address, expires_at)
            VALUES (:hash, :purpose, :accountId, :address, now() + make_interval(secs => :seconds))""")
    void add(String hash, MailLink.Purpose purpose, @Nullable String accountId, String address, double seconds);

    @Query("""
            SELECT secret_hash, purpose, account_id, address FROM mail_link
            WHERE secret_hash = :hash AND purpose = :purpose AND expires_at > now() AND account_id IS NOT NULL""")
    Optional<MailLink> findPresented(String hash, MailLink.Purpose purpose);

    /// Answers 0 when somebody else has opened it at this moment.
    @Query("DELETE FROM mail_link WHERE secret_hash = :hash")
    long removePresented(String hash);

    @Query("DELETE FROM mail_link WHERE account_id = :accountId")
    void removeAllOfPresented(String accountId);
}
