package io.naru.control.outbox;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The relay's side of the outbox, and its lease.
@JdbcRepository(dialect = Dialect.POSTGRES, dataSource = "relay")
interface RelayRepository extends GenericRepository<RelayRepository.Row, String> {
    /// What is to be published.
    ///
    /// @param state JSON, or null for a tombstone
    @MappedEntity("outbox")
    record Row(
            @Id String id,
            String kind,
            long version,
            @Nullable String state) {}

    /// The last that is to be said, or was said, of a resource.
    ///
    /// @param state JSON, or null for a tombstone
    @MappedEntity("outbox")
    record Newest(
            @Id String id,
            String kind,
            long version,
            @Nullable String state,
            boolean published) {}

    /// Takes or renews the lease. A renewed lease keeps its number, a taken one gets the next; null while another holds
    /// it.
    @Query("""
            UPDATE relay_lease SET
                epoch = CASE WHEN holder = :holder AND expires_at > now() THEN epoch ELSE epoch + 1 END,
                holder = :holder, expires_at = now() + make_interval(secs => :seconds)
            WHERE id = 1 AND (holder = :holder OR expires_at <= now())
            RETURNING epoch""")
    @Nullable
    Long lease(UUID holder, double seconds);

    @Query("UPDATE relay_lease SET expires_at = '-infinity' WHERE id = 1 AND holder = :holder")
    void release(UUID holder);

    @Query("UPDATE relay_lease SET epoch = :raised WHERE id = 1 AND epoch = :epoch")
    void raiseLease(long epoch, long raised);

    /// The oldest unpublished version of each resource that has one, marked as begun by this lease.
    @Query("""
            UPDATE outbox SET claimed_epoch = :epoch
            WHERE (kind, id, version) IN (
                SELECT o.kind, o.id, o.version FROM outbox o
                WHERE NOT o.published AND NOT EXISTS (
                    SELECT FROM outbox p WHERE p.kind = o.kind AND p.id = o.id AND p.version < o.version AND NOT p.published)
                ORDER BY o.created_at LIMIT 500)
              AND EXISTS (SELECT FROM relay_lease WHERE id = 1 AND epoch = :epoch AND expires_at > now())
            RETURNING id, kind, version, CAST(state AS text) AS state""")
    List<Row> claim(long epoch);

    @Query("UPDATE outbox SET published = true WHERE kind = :kind AND id = :id AND version = :version")
    void markPublished(String kind, String id, long version);

    @Query("""
            INSERT INTO outbox (kind, id, version, organization_id, state)
            SELECT kind, id, version + 1, organization_id, NULL FROM (
                SELECT * FROM outbox WHERE kind = :kind AND id = :id ORDER BY version DESC LIMIT 1) newest
            WHERE state IS NOT NULL""")
    void addTombstone(String kind, String id);

    /// Follows a resource's newest version with the same state at a later one.
    @Query("""
            INSERT INTO outbox (kind, id, version, organization_id, state)
            SELECT kind, id, :raised, organization_id, state FROM outbox
            WHERE kind = :kind AND id = :id AND version = :version""")
    void sayAgain(String kind, String id, long version, long raised);

    /// Follows a resource's newest version with what the cell knows already.
    @Query("""
            INSERT INTO outbox (kind, id, version, organization_id, state, published)
            SELECT kind, id, :known, organization_id, CAST(:state AS jsonb), true FROM outbox
            WHERE kind = :kind AND id = :id AND version = :version""")
    void learn(String kind, String id, long version, long known, @Nullable String state);

    /// The newest version of every resource.
    @Query("""
            SELECT DISTINCT ON (kind, id) id, kind, version, CAST(state AS text) AS state, published
            FROM outbox ORDER BY kind, id, version DESC""")
    List<Newest> newest();

    @Query(
            "UPDATE outbox SET published = false, claimed_epoch = NULL WHERE kind = :kind AND id = :id AND version = :version")
    void publishAgain(String kind, String id, long version);

    @Query("""
            DELETE FROM outbox o WHERE published AND created_at < now() - interval '1 hour' AND EXISTS (
                SELECT FROM outbox p WHERE p.kind = o.kind AND p.id = o.id AND p.version > o.version AND p.published)""")
    void prune();
}
