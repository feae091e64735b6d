package io.naru.control.invitation;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface InvitationRepository extends GenericRepository<Invitation, String> {
    String COLUMNS = "id, organization_id, email, roles::text AS roles, mailed, language, invited_by, created_at,"
            + " updated_at, expires_at";

    @Query("SELECT " + COLUMNS + """
             FROM invitation WHERE organization_id = :organizationId
              AND (:after = '' OR (created_at, id) <
                   (SELECT created_at, id FROM invitation WHERE organization_id = :organizationId AND id = :after))
            ORDER BY created_at DESC, id DESC LIMIT :rows""")
    List<Invitation> list(UUID organizationId, String after, int rows);

    @Query("SELECT " + COLUMNS + " FROM invitation WHERE organization_id = :organizationId AND id = :id")
    Optional<Invitation> find(UUID organizationId, String id);

    @Query("SELECT " + COLUMNS + " FROM invitation WHERE secret_hash = :hash AND expires_at > now()")
    Optional<Invitation> findPresented(String hash);

    @Query("SELECT count(*) FROM invitation WHERE organization_id = :organizationId")
    long count(UUID organizationId);

    @Query("""
            INSERT INTO invitation (id, organization_id, email, roles, secret_hash, mailed, language, invited_by, expires_at)
            VALUES (:id, :organizationId, :email, CAST(:roles AS jsonb), :hash, :mailed, :language, :invitedBy,
                    now() + make_interval(secs => :seconds))
            RETURNING\s""" + COLUMNS)
    Invitation add(
            String id,
            UUID organizationId,
            String email,
            String roles,
            String hash,
            boolean mailed,
            String language,
            String invitedBy,
            double seconds);

    @Query("UPDATE invitation SET secret_hash = :hash, mailed = :mailed, updated_at = now(),"
            + " expires_at = now() + make_interval(secs => :seconds)"
            + " WHERE organization_id = :organizationId AND id = :id RETURNING " + COLUMNS)
    List<Invitation> renew(UUID organizationId, String id, String hash, boolean mailed, double seconds);

    /// An expired one makes room for a new one.
    @Query("DELETE FROM invitation WHERE organization_id = :organizationId AND email = :email AND expires_at <= now()")
    void removeExpired(UUID organizationId, String email);

    @Query("DELETE FROM invitation WHERE organization_id = :organizationId AND id = :id")
    long remove(UUID organizationId, String id);

    /// Ends one with this secret; answers 0 when it has ended already.
    @Query(
            "DELETE FROM invitation WHERE organization_id = :organizationId AND secret_hash = :hash AND expires_at > now()")
    long take(UUID organizationId, String hash);
}
