package io.naru.control.singlesignon;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface AttemptRepository extends GenericRepository<Attempt, String> {
    @Query("""
            INSERT INTO sign_on_attempt (state, organization_id, nonce, challenge, return_to, expires_at)
            VALUES (:state, :organizationId, :nonce, :challenge, :returnTo, now() + make_interval(secs => :seconds))""")
    void add(String state, UUID organizationId, String nonce, String challenge, String returnTo, double seconds);

    /// The attempt of the presented state, which it ends; none when it is over.
    @Query("""
            WITH taken AS (DELETE FROM sign_on_attempt WHERE state = :state RETURNING *)
            SELECT state, organization_id, nonce, challenge, return_to FROM taken WHERE expires_at > now()""")
    List<Attempt> takePresented(String state);
}
