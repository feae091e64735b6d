package io.naru.control.usage;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reading what a tenant used, day by day.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface DayRepository extends GenericRepository<DayRepository.Day, String> {
    /// A day of a cluster.
    ///
    /// @param name the cluster has or had last
    /// @param storedByteHours a whole number, maybe greater than a long holds
    @MappedEntity("usage_day")
    record Day(
            @Id String lkc,
            @Nullable String name,
            LocalDate day,
            long bytesIn,
            long bytesOut,
            String storedByteHours) {}

    @Query("""
            SELECT u.lkc, c.display_name AS name, u.day, u.bytes_in, u.bytes_out,
                   CAST(round(u.stored_byte_hours) AS text) AS stored_byte_hours
            FROM usage_day u LEFT JOIN cluster c ON c.id = u.lkc
            WHERE u.organization_id = :organizationId AND u.day >= :from AND u.day < :to ORDER BY u.lkc, u.day""")
    List<Day> days(UUID organizationId, LocalDate from, LocalDate to);
}
