package io.naru.broker.topic;

import io.naru.broker.controller.Command;
import io.naru.broker.controller.CommandResult;
import io.naru.broker.controller.Controller;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Submits the commands of one request, a bounded number at a time, so that a large request leaves room in the
/// controller's queue for others. What would be refused as things stand is not submitted at all: a refusal costs no
/// place in the journal.
final class CommandRun {
    private static final int AT_ONCE = 64;

    private final Controller controller;
    private final List<? extends Command> commands;
    private final long deadlineNanos;
    private final Consumer<List<CommandResult>> then;
    private final AtomicReferenceArray<CommandResult> results;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger unanswered;

    private CommandRun(
            Controller controller,
            List<? extends Command> commands,
            long timeoutMs,
            Consumer<List<CommandResult>> then) {
        this.controller = controller;
        this.commands = commands;
        this.deadlineNanos = controller.deadlineNanos(timeoutMs);
        this.then = then;
        this.results = new AtomicReferenceArray<>(commands.size());
        this.unanswered = new AtomicInteger(commands.size());
    }

    /// Submits all and waits for all.
    ///
    /// @param timeoutMs for all of them together
    /// @param then called once, on any thread, with a result for each command in order
    static void submit(
            Controller controller,
            List<? extends Command> commands,
            long timeoutMs,
            Consumer<List<CommandResult>> then) {
        if (commands.isEmpty()) {
            then.accept(List.of());
            return;
        }
        var run = new CommandRun(controller, commands, timeoutMs, then);
        IntStream.range(0, Math.min(AT_ONCE, commands.size())).forEach(_ -> run.goOn());
    }

    /// Submits until one has to be waited for.
    private void goOn() {
        for (int index = next.getAndIncrement(); index < commands.size(); index = next.getAndIncrement()) {
            int submitted = index;
            CompletionStage<CommandResult> outcome = begin(commands.get(index));
            if (!outcome.toCompletableFuture().isDone()) {
                outcome.thenAccept(result -> {
                    answered(submitted, result);
                    goOn();
                });
                return;
            }
            answered(submitted, outcome.toCompletableFuture().join());
        }
    }

    private CompletionStage<CommandResult> begin(Command command) {
        return controller.check(command) instanceof CommandResult.Refused refused
                ? CompletableFuture.completedFuture(refused)
                : controller.submitUntil(command, deadlineNanos);
    }

    private void answered(int index, CommandResult result) {
        results.set(index, result);
        if (unanswered.decrementAndGet() == 0) {
            then.accept(
                    IntStream.range(0, commands.size()).mapToObj(results::get).toList());
        }
    }
}
