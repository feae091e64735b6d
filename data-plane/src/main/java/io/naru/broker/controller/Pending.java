package io.naru.broker.controller;

import java.util.concurrent.CompletableFuture;

/// A command on its way, and who waits for it.
///
/// @param proposedMs the wall clock when it was submitted
/// @param deadlineNanos when the one who waits gives up; [Long#MAX_VALUE] for never
record Pending(Command command, long proposedMs, long deadlineNanos, CompletableFuture<CommandResult> outcome) {
    void refuse(CommandResult.Refusal reason, String sentence) {
        outcome.complete(new CommandResult.Refused(reason, sentence));
    }
}
