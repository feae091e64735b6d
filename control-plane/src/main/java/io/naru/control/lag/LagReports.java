package io.naru.control.lag;

import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import io.naru.control.cell.CellEvent;
import io.naru.control.cell.CellEventHandler;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Keeps what brokers say of groups.
@Singleton
class LagReports implements CellEventHandler {
    private final LagReportRepository lags;
    private final JsonMapper json;

    LagReports(LagReportRepository lags, JsonMapper json) {
        this.lags = lags;
        this.json = json;
    }

    @Override
    public Set<String> kinds() {
        return Set.of("group_lag", "lkc_purged");
    }

    @Override
    public void apply(CellEvent event) {
        if (event.kind().equals("lkc_purged")) {
            event.text("lkc").ifPresent(lags::purge);
            return;
        }
        Instant at = Instant.ofEpochMilli(event.number("at_ms", 0));
        String rows = rows(event.state());
        for (Grain grain : Grain.values()) {
            lags.put(grain.widthSeconds(), grain.row(at), grain.slot(at), rows);
        }
    }

    private String rows(JsonNode state) {
        List<Map<String, Object>> rows = new ArrayList<>();
        JsonNode groups = state.get("groups");
        if (groups != null && groups.isArray()) {
            for (JsonNode group : groups.values()) {
                Map<String, Object> row = new HashMap<>();
                row.put("lkc", CellEvent.text(group, "lkc").orElse(""));
                row.put("group", CellEvent.text(group, "group").orElse(""));
                row.put("messages", CellEvent.number(group, "messages", 0));
                long millis = CellEvent.number(group, "lag_ms", -1);
                if (millis >= 0) {
                    row.put("seconds", millis / 1000.0);
                }
                row.put("stuck", CellEvent.number(group, "stuck_ms", 0) > 0);
                rows.add(row);
            }
        }
        try {
            return json.writeValueAsString(rows);
        } catch (IOException e) {
            throw new UncheckedIOException("writing JSON to memory", e);
        }
    }
}
