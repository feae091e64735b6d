package io.naru.control.idempotency;

import io.naru.control.database.TenantTransactions;
import io.naru.control.http.Refusal;
import io.naru.control.seal.SealKey;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/// The answers of a tenant that are kept, at most [#MOST] and each at most [#LARGEST] bytes.
@Singleton
class KeptAnswers {
    static final Duration KEPT = Duration.ofHours(24);
    static final int MOST = 10_000;
    static final int LARGEST = 64 * 1024;

    /// Longer than any creation may take: what began before has died with its process.
    private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(60);

    /// An answer as it went out.
    record Answer(int status, byte[] body) {}

    private final KeptAnswerRepository rows;
    private final TenantTransactions transactions;
    private final SealKey seal;

    KeptAnswers(KeptAnswerRepository rows, TenantTransactions transactions, SealKey seal) {
        this.rows = rows;
        this.transactions = transactions;
        this.seal = seal;
    }

    /// Begins a request under its key, unless it has been answered.
    ///
    /// @return the answer that it got before
    Optional<Answer> begin(Asked asked) {
        UUID organization = asked.tenant().organizationId();
        return transactions.in(asked.tenant(), () -> {
            if (take(asked)) {
                rows.forgetPast(organization, MOST);
                return Optional.empty();
            }
            KeptAnswer kept = rows.find(organization, asked.name()).orElseThrow(KeptAnswers::underWay);
            if (!Arrays.equals(kept.request(), asked.request())) {
                throw Refusal.unprocessable(
                        "idempotency_key_reused",
                        "This Idempotency-Key came with another request before. Send a new key with a new request.");
            }
            if (kept.status() == null) {
                throw underWay();
            }
            return Optional.of(opened(kept, asked));
        });
    }

    private static Refusal underWay() {
        return Refusal.conflict(
                "request_under_way",
                "The request with this Idempotency-Key is still being carried out. Send it again in a moment.");
    }

    private boolean take(Asked asked) {
        return rows.begin(
                        asked.tenant().organizationId(),
                        asked.name(),
                        asked.request(),
                        asked.attempt(),
                        (double) KEPT.toSeconds(),
                        (double) LONGEST_ATTEMPT.toSeconds())
                != null;
    }

    private Answer opened(KeptAnswer kept, Asked asked) {
        return new Answer(
                Objects.requireNonNull(kept.status()), seal.with(asked.words()).openedBytes(kept.answer()));
    }

    void keep(Asked asked, Answer answer) {
        if (answer.body().length > LARGEST) {
            release(asked);
            return;
        }
        transactions.in(asked.tenant(), () -> {
            rows.keep(
                    asked.tenant().organizationId(),
                    asked.name(),
                    asked.attempt(),
                    answer.status(),
                    seal.with(asked.words()).sealed(answer.body()));
            return true;
        });
    }

    void release(Asked asked) {
        transactions.in(asked.tenant(), () -> {
            rows.release(asked.tenant().organizationId(), asked.name(), asked.attempt());
            return true;
        });
    }
}
