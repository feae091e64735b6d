package io.naru.broker.produce;

import io.naru.broker.controller.Command;
import io.naru.broker.controller.CommandResult;
import io.naru.broker.controller.Controller;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Gives out producer ids from blocks that the controller sets aside: an id is given once, ever, in the whole cell.
/// What
/// is left of a block when the broker stops is never given.
public final class ProducerIds {
    /// Told instead of an id when none can be had now.
    public static final long NONE = -1;

    private static final int BLOCK = 1_000;
    private static final int MAX_WAITING = 1_024;
    private static final long TIMEOUT_MS = 10_000;

    private final Controller controller;
    private final Queue<CompletableFuture<Long>> waiting = new ArrayDeque<>();
    private long next;
    private long end;
    private boolean asking;

    public ProducerIds(Controller controller) {
        this.controller = controller;
    }

    /// The next id. From any thread.
    ///
    /// @return completes with the id, or with [#NONE]
    public CompletionStage<Long> next() {
        var answer = new CompletableFuture<Long>();
        synchronized (this) {
            if (next < end) {
                return CompletableFuture.completedFuture(next++);
            }
            if (waiting.size() == MAX_WAITING) {
                return CompletableFuture.completedFuture(NONE);
            }
            waiting.add(answer);
            if (asking) {
                return answer;
            }
            asking = true;
        }
        ask();
        return answer;
    }

    private void ask() {
        controller.submit(new Command.AllocateProducerIds(BLOCK), TIMEOUT_MS).thenAccept(this::answered);
    }

    private void answered(CommandResult result) {
        List<Runnable> answers = new ArrayList<>();
        boolean more;
        synchronized (this) {
            boolean granted = result instanceof CommandResult.ProducerIds;
            if (result instanceof CommandResult.ProducerIds block) {
                next = block.first();
                end = block.first() + block.count();
            }
            while (!waiting.isEmpty() && (next < end || !granted)) {
                CompletableFuture<Long> waiter = waiting.remove();
                long id = granted ? next++ : NONE;
                answers.add(() -> waiter.complete(id));
            }
            more = !waiting.isEmpty();
            asking = more;
        }
        answers.forEach(Runnable::run);
        if (more) {
            ask();
        }
    }
}
