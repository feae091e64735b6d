package io.naru.control.ratelimit;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface RateWindowRepository extends GenericRepository<RateWindowRepository.Window, String> {
    /// How often something was tried since its window began.
    ///
    /// @param remainingSeconds until the window ends
    @MappedEntity("rate_window")
    record Window(@Id String bucket, int used, double remainingSeconds) {}

    /// Counts calls, beginning a new window when the last one is over.
    @Query("""
            INSERT INTO rate_window AS w (bucket, started_at, used) VALUES (:bucket, now(), :calls)
            ON CONFLICT (bucket) DO UPDATE SET
                used = CASE WHEN w.started_at + make_interval(secs => :seconds) <= now() THEN :calls ELSE w.used + :calls END,
                started_at = CASE WHEN w.started_at + make_interval(secs => :seconds) <= now() THEN now() ELSE w.started_at END
            RETURNING bucket, used, extract(epoch FROM started_at - now()) + :seconds AS remaining_seconds""")
    Window count(String bucket, double seconds, int calls);

    @Query("DELETE FROM rate_window WHERE started_at < now() - interval '1 hour'")
    void prune();
}
