package io.naru.control.mail;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import org.jspecify.annotations.Nullable;

/// Putting mails in, by the role that serves requests.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface MailRepository extends GenericRepository<MailRepository.Row, String> {
    @MappedEntity("mail")
    record Row(@Id String id) {}

    /// Puts a mail in, unless so many wait already: then it answers 0.
    @Query("""
            INSERT INTO mail (id, recipient, language, subject, body, action, link, state)
            SELECT :id, :recipient, :language, :subject, :body, :action, :link, :state
            WHERE (SELECT count(*) FROM (SELECT FROM mail WHERE state = 'WAITING' LIMIT :mostWaiting) waiting) < :mostWaiting""")
    long add(
            String id,
            String recipient,
            String language,
            String subject,
            String body,
            @Nullable String action,
            @Nullable String link,
            String state,
            int mostWaiting);
}
