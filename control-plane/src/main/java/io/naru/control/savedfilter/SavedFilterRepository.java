package io.naru.control.savedfilter;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface SavedFilterRepository extends GenericRepository<SavedFilter, String> {
    String COLUMNS = "id, organization_id, account_id, name, filter, created_at, updated_at";
    String MINE = " WHERE organization_id = :organizationId AND account_id = :accountId";

    @Query("SELECT " + COLUMNS + " FROM saved_filter" + MINE + " ORDER BY name, id LIMIT :rows")
    List<SavedFilter> list(UUID organizationId, String accountId, int rows);

    @Query("SELECT " + COLUMNS + " FROM saved_filter" + MINE + " AND id = :id FOR UPDATE")
    Optional<SavedFilter> lock(UUID organizationId, String accountId, String id);

    @Query("SELECT count(*) FROM saved_filter" + MINE)
    long count(UUID organizationId, String accountId);

    @Query("""
            INSERT INTO saved_filter (id, organization_id, account_id, name, filter)
            VALUES (:id, :organizationId, :accountId, :name, :filter) RETURNING\s""" + COLUMNS)
    SavedFilter add(String id, UUID organizationId, String accountId, String name, String filter);

    @Query("UPDATE saved_filter SET name = :name, filter = :filter, updated_at = now()" + MINE
            + " AND id = :id RETURNING " + COLUMNS)
    SavedFilter change(UUID organizationId, String accountId, String id, String name, String filter);

    @Query("DELETE FROM saved_filter" + MINE + " AND id = :id")
    void remove(UUID organizationId, String accountId, String id);
}
