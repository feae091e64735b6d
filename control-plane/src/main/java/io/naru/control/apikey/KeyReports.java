package io.naru.control.apikey;

import io.naru.control.cell.CellEvent;
import io.naru.control.cell.CellEventHandler;
import jakarta.inject.Singleton;
import java.util.Set;

/// Hears from the cell that a revocation has been applied everywhere.
@Singleton
class KeyReports implements CellEventHandler {
    private final KeyReportRepository keys;

    KeyReports(KeyReportRepository keys) {
        this.keys = keys;
    }

    @Override
    public Set<String> kinds() {
        return Set.of("key_passed");
    }

    @Override
    public void apply(CellEvent event) {
        event.text("key_id").ifPresent(id -> keys.passed(id, event.number("version", 0)));
    }
}
