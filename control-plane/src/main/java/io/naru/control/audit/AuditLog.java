package io.naru.control.audit;

import io.naru.control.access.Tenant;
import io.naru.control.database.TenantTransactions;
import io.naru.control.http.Paging;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The log as it is read. A question that no index answers looks at a stretch of rows at a time and ends within
/// [#PATIENCE] with
/// what it has found and where to go on, however long the log is: such a page may be short, even empty, and not the
/// last.
@Singleton
class AuditLog {
    private static final int STRETCH_ROWS = 20_000;
    private static final Duration PATIENCE = Duration.ofMillis(150);

    private final AuditLogRepository log;
    private final TenantTransactions transactions;

    AuditLog(AuditLogRepository log, TenantTransactions transactions) {
        this.log = log;
        this.transactions = transactions;
    }

    Paging.Page<AuditRow> page(Tenant tenant, Wanted wanted, Paging paging) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<AuditRow> found = new ArrayList<>();
        Optional<Mark> from = Optional.of(Mark.of(paging.after()));
        while (from.isPresent()) {
            Mark begin = from.get();
            int most = paging.size() + 1 - found.size();
            Stretch stretch = transactions.in(tenant, () -> stretch(tenant, wanted, begin, most));
            found.addAll(stretch.rows());
            if (found.size() > paging.size()) {
                return paging.page(found, row -> Mark.of(row).token());
            }
            from = stretch.next();
            if (System.nanoTime() > deadline) {
                break;
            }
        }
        return new Paging.Page<>(found, from.map(Mark::token).orElse(null));
    }

    /// @param next where the next stretch begins; empty at the end of the log
    private record Stretch(List<AuditRow> rows, Optional<Mark> next) {}

    private Stretch stretch(Tenant tenant, Wanted wanted, Mark from, int most) {
        if (wanted.isExact()) {
            return new Stretch(
                    log.rows(tenant.organizationId(), wanted, from, Optional.empty(), most), Optional.empty());
        }
        Optional<Mark> end = log.markAfter(tenant.organizationId(), wanted, from, STRETCH_ROWS);
        return new Stretch(
                log.rows(tenant.organizationId(), wanted, from, end, most),
                // The row at the end has been looked at.
                end);
    }
}
