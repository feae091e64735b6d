package io.naru.control.singlesignon;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface IdentityRepository extends GenericRepository<IdentityRepository.Row, String> {
    @MappedEntity("single_sign_on_identity")
    record Row(@Id String accountId) {}

    @Query("SELECT account_id FROM single_sign_on_identity"
            + " WHERE organization_id = :organizationId AND issuer = :issuer AND subject = :subject")
    Optional<String> accountOf(UUID organizationId, String issuer, String subject);

    /// Answers 0 when the account is another subject's already.
    @Query("""
            INSERT INTO single_sign_on_identity (organization_id, issuer, subject, account_id)
            VALUES (:organizationId, :issuer, :subject, :accountId) ON CONFLICT DO NOTHING""")
    long link(UUID organizationId, String issuer, String subject, String accountId);
}
