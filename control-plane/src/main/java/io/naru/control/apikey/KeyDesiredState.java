package io.naru.control.apikey;

import io.micronaut.json.tree.JsonNode;
import io.naru.control.background.Chore;
import io.naru.control.cell.CellEvent;
import io.naru.control.outbox.DesiredOwner;
import io.naru.control.outbox.Tombstones;
import jakarta.inject.Singleton;

/// Keys that the cell knows at a later version, and the tombstones of those that were revoked long ago.
@Singleton
class KeyDesiredState implements DesiredOwner, Chore {
    private final KeyReportRepository keys;
    private final Tombstones tombstones;

    KeyDesiredState(KeyReportRepository keys, Tombstones tombstones) {
        this.keys = keys;
        this.tombstones = tombstones;
    }

    @Override
    public String kind() {
        return KeyRevocations.KIND;
    }

    @Override
    public boolean isEnd(JsonNode state) {
        return CellEvent.text(state, "status").filter(ApiKey.REVOKED::equals).isPresent();
    }

    @Override
    public void endedElsewhere(String id, long version) {
        keys.revokedElsewhere(id, version);
    }

    @Override
    public void raise(String id, long version) {
        keys.raise(id, version);
    }

    @Override
    public void run() {
        keys.longRevoked().forEach(key -> tombstones.add(KeyRevocations.KIND, key.id()));
    }
}
