package io.naru.control.lag;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;

/// Writing what brokers report, by the relay's role.
@JdbcRepository(dialect = Dialect.POSTGRES, dataSource = "relay")
interface LagReportRepository extends GenericRepository<LagReportRepository.Row, String> {
    @MappedEntity("lag_history")
    record Row(@Id String groupId) {}

    /// Many groups at once; those of clusters that are not known here are left out.
    ///
    /// @param rows JSON array of `{lkc, group, messages, seconds, stuck}`
    @Query("""
            INSERT INTO lag_history AS h (width_seconds, lkc, group_id, starts_at, organization_id, messages[:slot], seconds[:slot],
                                          stuck[:slot])
            SELECT :width, c.id, r."group", :row, c.organization_id, r.messages, r.seconds, r.stuck
            FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS r(lkc text, "group" text, messages bigint, seconds real, stuck boolean)
            JOIN cluster c ON c.id = r.lkc
            ON CONFLICT (width_seconds, lkc, group_id, starts_at) DO UPDATE SET
                messages[:slot] = greatest(h.messages[:slot], excluded.messages[:slot]),
                seconds[:slot] = greatest(h.seconds[:slot], excluded.seconds[:slot]),
                stuck[:slot] = excluded.stuck[:slot]""")
    void put(int width, Instant row, int slot, String rows);

    @Query("DELETE FROM lag_history WHERE width_seconds = :width AND starts_at < :before")
    void forget(int width, Instant before);

    @Query("DELETE FROM lag_history WHERE lkc = :lkc")
    void purge(String lkc);
}
