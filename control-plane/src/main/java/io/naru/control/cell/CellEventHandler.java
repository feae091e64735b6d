package io.naru.control.cell;

import java.util.Set;

/// A feature that keeps something of what the cell says.
public interface CellEventHandler {
    Set<String> kinds();

    /// Called once for each record, in order, in the transaction that moves the reader's position. Told twice after a
    /// crash only if that
    /// transaction was not committed.
    void apply(CellEvent event);
}
