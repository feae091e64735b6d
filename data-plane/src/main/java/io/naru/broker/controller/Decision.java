package io.naru.broker.controller;

import io.naru.broker.tenancy.Principal;
import java.util.List;

/// What a command leads to.
///
/// @param principal on whose behalf
record Decision(List<Event> events, CommandResult result, String principal) {
    static Decision refused(CommandResult.Refusal reason, String sentence) {
        return new Decision(List.of(), new CommandResult.Refused(reason, sentence), Principal.CELL.name());
    }

    static Decision of(CellState before, String principal, List<Event> events) {
        return new Decision(events, new CommandResult.Applied(before.version() + events.size()), principal);
    }

    static Decision of(CellState before, String principal, Event event) {
        return of(before, principal, List.of(event));
    }

    /// It holds already.
    static Decision unchanged(CellState before) {
        return of(before, Principal.CELL.name(), List.of());
    }
}
