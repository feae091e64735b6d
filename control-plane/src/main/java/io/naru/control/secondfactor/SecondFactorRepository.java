package io.naru.control.secondfactor;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface SecondFactorRepository extends GenericRepository<SecondFactorRepository.Row, String> {
    /// An authenticator.
    ///
    /// @param secret sealed
    @MappedEntity("second_factor")
    record Row(
            @Id String accountId,
            String secret,
            long lastStep,
            @Nullable Instant confirmedAt) {}

    @Query("""
            INSERT INTO second_factor (account_id, secret) VALUES (:accountId, :secret)
            ON CONFLICT (account_id) DO UPDATE SET secret = :secret, last_step = 0, begun_at = now()
            WHERE second_factor.confirmed_at IS NULL""")
    void begin(String accountId, String secret);

    @Query("SELECT account_id, secret, last_step, confirmed_at FROM second_factor WHERE account_id = :accountId")
    Optional<Row> find(String accountId);

    /// Answers 0 when a code of that step, or of a later one, was taken before.
    @Query("UPDATE second_factor SET last_step = :step WHERE account_id = :accountId AND last_step < :step")
    long take(String accountId, long step);

    @Query("UPDATE second_factor SET confirmed_at = now() WHERE account_id = :accountId AND confirmed_at IS NULL")
    long confirm(String accountId);

    @Query("UPDATE account SET second_factor_at = CASE WHEN :on THEN now() END WHERE id = :accountId")
    void tell(String accountId, boolean on);

    @Query("DELETE FROM second_factor WHERE account_id = :accountId")
    void remove(String accountId);

    @Query("INSERT INTO recovery_code (account_id, code_hash) VALUES (:accountId, :hash)")
    void addRecoveryCode(String accountId, String hash);

    /// Answers 0 for a code that is none of theirs, or was taken before.
    @Query("DELETE FROM recovery_code WHERE account_id = :accountId AND code_hash = :hash")
    long takeRecoveryCode(String accountId, String hash);

    @Query("DELETE FROM recovery_code WHERE account_id = :accountId")
    void removeRecoveryCodes(String accountId);
}
