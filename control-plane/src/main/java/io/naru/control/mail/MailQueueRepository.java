package io.naru.control.mail;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.naru.control.http.Language;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Taking mails out, by the relay's role.
@JdbcRepository(dialect = Dialect.POSTGRES, dataSource = "relay")
interface MailQueueRepository extends GenericRepository<MailQueueRepository.Row, String> {
    /// A mail that has not ended.
    @MappedEntity("mail")
    record Row(
            @Id String id,
            String recipient,
            String language,
            String subject,
            String body,
            @Nullable String action,
            @Nullable String link,
            int attempts,
            Instant createdAt) {
        Draft draft() {
            return new Draft(Language.of(language), subject, body, action, link);
        }
    }

    String COLUMNS = "id, recipient, language, subject, body, action, link, attempts, created_at";

    /// Takes the mail that is due the longest, if any is; nobody else gets it within so many seconds.
    @Query("UPDATE mail SET attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => :leaseSeconds)"
            + " WHERE id = (SELECT id FROM mail WHERE state = 'WAITING' AND next_attempt_at <= now()"
            + " ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING " + COLUMNS)
    List<Row> take(double leaseSeconds);

    @Query("""
            UPDATE mail SET next_attempt_at = now() + make_interval(secs => :seconds), reason = :reason
            WHERE id = :id AND state = 'WAITING'""")
    void postpone(String id, double seconds, String reason);

    /// What the mail said is gone with this.
    @Query("""
            UPDATE mail SET state = :state, reason = :reason, subject = NULL, body = NULL, action = NULL, link = NULL
            WHERE id = :id AND state = 'WAITING'""")
    void end(String id, String state, @Nullable String reason);

    @Query("SELECT " + COLUMNS + " FROM mail WHERE state = 'KEPT' ORDER BY created_at DESC, id LIMIT :rows")
    List<Row> kept(int rows);

    @Query("""
            DELETE FROM mail WHERE state = 'NOBODY' OR (state <> 'WAITING' AND created_at < now() - interval '7 days')
              OR id IN (SELECT id FROM mail WHERE state = 'KEPT' ORDER BY created_at DESC, id OFFSET :kept)""")
    void forget(int kept);
}
