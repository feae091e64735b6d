package io.naru.control.idempotency;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface KeptAnswerRepository extends GenericRepository<KeptAnswer, String> {
    /// Takes the name for an attempt, also from one that has expired and from one that never ended. Null when somebody
    /// else has it.
    @Query("""
            INSERT INTO kept_answer AS k (organization_id, name, request, attempt, expires_at)
            VALUES (:organizationId, :name, :request, :attempt, now() + make_interval(secs => :seconds))
            ON CONFLICT (organization_id, name) DO UPDATE SET request = :request, attempt = :attempt, status = null,
                answer = '', created_at = now(), expires_at = now() + make_interval(secs => :seconds)
            WHERE k.expires_at <= now()
                OR k.status IS NULL AND k.created_at <= now() - make_interval(secs => :longest)
            RETURNING name, request, status, answer""")
    @Nullable
    KeptAnswer begin(UUID organizationId, String name, byte[] request, String attempt, double seconds, double longest);

    @Query("""
            SELECT name, request, status, answer FROM kept_answer
            WHERE organization_id = :organizationId AND name = :name AND expires_at > now()""")
    Optional<KeptAnswer> find(UUID organizationId, String name);

    @Query("""
            UPDATE kept_answer SET status = :status, answer = :answer
            WHERE organization_id = :organizationId AND name = :name AND attempt = :attempt""")
    void keep(UUID organizationId, String name, String attempt, int status, String answer);

    @Query("""
            DELETE FROM kept_answer
            WHERE organization_id = :organizationId AND name = :name AND attempt = :attempt AND status IS NULL""")
    void release(UUID organizationId, String name, String attempt);

    /// Forgets the oldest answers past the newest `most`.
    @Query("""
            DELETE FROM kept_answer WHERE organization_id = :organizationId AND status IS NOT NULL AND created_at <=
                (SELECT created_at FROM kept_answer WHERE organization_id = :organizationId
                 ORDER BY created_at DESC OFFSET :most LIMIT 1)""")
    void forgetPast(UUID organizationId, int most);
}
