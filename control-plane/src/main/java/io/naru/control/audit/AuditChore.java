package io.naru.control.audit;

import io.naru.control.background.Chore;
import jakarta.inject.Singleton;

@Singleton
class AuditChore implements Chore {
    private static final int KEPT_DAYS = 400;
    private static final int ROWS_AT_A_TIME = 20_000;

    private final AuditAgeRepository rows;

    AuditChore(AuditAgeRepository rows) {
        this.rows = rows;
    }

    @Override
    public void run() {
        rows.forget(KEPT_DAYS, ROWS_AT_A_TIME);
    }
}
