package io.naru.control.login;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.UUID;

/// Organizations that let nobody in by a password, but for the one person who opens the door when the
/// identity provider is away.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface PasswordDoorRepository extends GenericRepository<PasswordDoorRepository.Row, UUID> {
    @MappedEntity("single_sign_on")
    record Row(@Id UUID organizationId) {}

    @Query("SELECT count(*) FROM single_sign_on"
            + " WHERE organization_id = :organizationId AND required AND password_member <> :accountId")
    long closed(UUID organizationId, String accountId);
}
