package io.naru.control.apikey;

import io.micronaut.json.tree.JsonNode;
import io.naru.control.cell.CellEvent;
import io.naru.control.cell.CellEventHandler;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Hears from brokers when keys were last used and refused. Refusals are counted by a broker since its start; the
/// difference to what it
/// last said is what is new.
@Singleton
class KeyUsage implements CellEventHandler {
    private static final int REMEMBERED = 50_000;

    private final KeyReportRepository keys;

    /// Refusals as last heard, by broker, incarnation and key. Read and written by the metrics thread only. A report
    /// heard before
    /// and after a restart of this process counts twice; a count of refusals may be too high, never too low.
    private final Map<String, Long> refused = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    KeyUsage(KeyReportRepository keys) {
        this.keys = keys;
    }

    @Override
    public Set<String> kinds() {
        return Set.of("usage");
    }

    @Override
    public void apply(CellEvent event) {
        JsonNode reported = event.state().get("keys");
        if (reported == null || !reported.isArray()) {
            return;
        }
        String source = event.id() + "/" + event.text("incarnation").orElse("") + "/";
        for (JsonNode key : reported.values()) {
            CellEvent.text(key, "key_id").ifPresent(id -> apply(source, id, key));
        }
    }

    private void apply(String source, String id, JsonNode key) {
        Instant used = time(key, "last_used_ms");
        if (used != null) {
            keys.used(
                    id,
                    used,
                    CellEvent.text(key, "last_address").orElse(null),
                    CellEvent.text(key, "last_client_id")
                            .map(KeyUsage::storable)
                            .orElse(null));
        }
        long count = CellEvent.number(key, "refused", 0);
        Long before = refused.put(source + id, count);
        long more = count - (before == null ? 0 : before);
        if (more > 0) {
            keys.refused(
                    id,
                    more,
                    time(key, "last_refused_ms"),
                    CellEvent.text(key, "last_refused_reason").orElse(null),
                    CellEvent.text(key, "last_refused_address").orElse(null));
        }
    }

    /// Clients call themselves as they like; Postgres takes no U+0000.
    private static String storable(String clientId) {
        return clientId.replace('\0', '\uFFFD');
    }

    private static @Nullable Instant time(JsonNode node, String name) {
        long millis = CellEvent.number(node, name, 0);
        return millis > 0 ? Instant.ofEpochMilli(millis) : null;
    }
}
