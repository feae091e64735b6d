package io.naru.broker.controller;

import io.naru.broker.controller.CommandResult.Refusal;
import io.naru.broker.controller.journal.Journal;
import io.naru.broker.controller.journal.LocalJournal;
import io.naru.broker.disk.Disk;
import io.naru.broker.environment.Agent;
import io.naru.broker.environment.Clock;
import io.naru.broker.environment.Environment;
import io.naru.broker.environment.Threads;
import io.naru.broker.metadata.ImageApplier;
import io.naru.broker.metadata.Metadata;
import io.naru.broker.metadata.MetadataImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The cell's metadata: takes commands, makes them durable, decides and applies them, publishes the
/// image.
///
/// Commands come from any thread; everything else happens on the controller's own agent. A failed write
/// of the journal stops the controller for good: what it then holds is no longer known, so it refuses
/// everything until a new start.
public final class Controller implements Agent, Metadata, ChangeFeed {
    /// What this version can decide; a cell whose brokers can all do so is raised to it.
    public static final int FEATURE_LEVEL = CellState.SUPPORTED_FEATURE_LEVEL;

    private static final Logger LOG = LoggerFactory.getLogger(Controller.class);

    private static final long LONGEST_TIMEOUT_MS = TimeUnit.DAYS.toMillis(1);

    private final Clock clock;
    private final Threads threads;
    private final Journal journal;
    private final ControllerSettings settings;
    private final Queue<Pending> submitted;
    private final Deque<Pending> proposed = new ArrayDeque<>();
    private final PriorityQueue<Pending> byDeadline =
            new PriorityQueue<>(Comparator.comparingLong(Pending::deadlineNanos));
    private final Applying applying;
    private final Snapshots snapshots;
    private final Followers followers;
    private final Purges purges;
    private final Bins bins;
    private final long client;
    private long sequence;
    private volatile CellState state = CellState.EMPTY;
    private volatile @Nullable String failure;
    private volatile Threads.@Nullable Running running;

    /// @param directory the journal's own; made if it is missing
    public Controller(
            Environment environment, Disk disk, Path directory, ControllerSettings settings, ImageApplier applier) {
        this.clock = environment.clock();
        this.threads = environment.threads();
        this.client = environment.random().nextLong();
        this.settings = settings;
        this.journal = new LocalJournal(disk, directory);
        this.submitted = new ArrayBlockingQueue<>(settings.queuedCommands());
        this.applying = new Applying(applier);
        this.snapshots = new Snapshots(journal, threads.background("naru-controller-snapshot", 1), settings);
        this.followers = new Followers(clock);
        this.purges = new Purges(clock, settings.graceMs(), this::submit, this::wake);
        this.bins = new Bins(clock, this::submit, this::wake);
    }

    /// Tells who else has to forget a purged cluster. Before [#start()].
    public void purgeWith(ClusterPurge purge) {
        purges.with(purge);
    }

    /// Reads the journal, applies the image it leads to and starts the agent.
    ///
    /// @return completes when this broker serves the image
    /// @throws io.naru.broker.controller.journal.UnusableJournalException if the journal is damaged or
    ///     of a newer version; the message is a sentence for the operator
    public CompletionStage<Void> start() throws IOException {
        state = new Recovery(journal).recover();
        purges.changed(state.image());
        CompletableFuture<Void> served = applying.everything(state);
        running = threads.start(this);
        return served;
    }

    /// Stops the agent; commands still waiting are refused.
    public void stop() {
        Threads.Running handle = running;
        if (handle != null) {
            handle.stop();
        }
    }

    @Override
    public MetadataImage image() {
        return state.image();
    }

    /// Why the controller has stopped taking commands, for the operator, or null while it works.
    public @Nullable String failure() {
        return failure;
    }

    /// Submits a command that is waited for as long as it takes.
    public CompletionStage<CommandResult> submit(Command command) {
        return submitUntil(command, Long.MAX_VALUE);
    }

    /// Submits a command that is waited for no longer than this; see [#submitUntil].
    public CompletionStage<CommandResult> submit(Command command, long timeoutMs) {
        return submitUntil(command, deadlineNanos(timeoutMs));
    }

    /// When a time-out that begins now is over, for [#submitUntil].
    public long deadlineNanos(long timeoutMs) {
        return clock.nanos() + TimeUnit.MILLISECONDS.toNanos(Math.clamp(timeoutMs, 0, LONGEST_TIMEOUT_MS));
    }

    /// Submits a command. From any thread.
    ///
    /// @param deadlineNanos from then on the answer is [Refusal#TIMED_OUT]; the command may still come to hold
    /// @return completes, never exceptionally, once the command is refused, or durable, applied and served
    ///     by this broker
    public CompletionStage<CommandResult> submitUntil(Command command, long deadlineNanos) {
        var pending = new Pending(command, clock.wallMs(), deadlineNanos, new CompletableFuture<>());
        if (failure != null) {
            refuseStopped(pending);
        } else if (isTooNew(command)) {
            pending.refuse(
                    Refusal.UNSUPPORTED,
                    "This broker knows feature levels up to " + CellState.SUPPORTED_FEATURE_LEVEL + ".");
        } else if (!submitted.offer(pending)) {
            pending.refuse(
                    Refusal.BUSY,
                    "More than " + settings.queuedCommands() + " changes of metadata are waiting; try again.");
        } else {
            wake();
            if (failure != null) {
                refuseStopped(pending);
            }
        }
        return pending.outcome();
    }

    private static boolean isTooNew(Command command) {
        return command instanceof Command.RaiseFeatureLevel raise && raise.level() > CellState.SUPPORTED_FEATURE_LEVEL;
    }

    /// What a command would lead to now; nothing is changed.
    public CommandResult check(Command command) {
        return Decider.decide(state, new Entry(clock.wallMs(), client, Long.MAX_VALUE, command))
                .result();
    }

    @Override
    public void follow(long afterVersion, Follower follower) {
        followers.add(afterVersion, follower);
        wake();
    }

    @Override
    public String name() {
        return "naru-controller";
    }

    @Override
    public int doWork() {
        if (failure != null) {
            return refuseWaiting();
        }
        try {
            return takeCommands()
                    + commitAndApply()
                    + snapshots.advance(state)
                    + followers.feed(state)
                    + purges.advance(state.image())
                    + bins.advance(state.image())
                    + giveUpOverdue();
        } catch (IOException | RuntimeException broken) {
            fail(broken);
            return 1;
        }
    }

    @Override
    public long nextDeadlineNanos() {
        Pending first = byDeadline.peek();
        long waiting = first == null ? Long.MAX_VALUE : first.deadlineNanos();
        long ending = Math.min(purges.nextDeadlineNanos(), bins.nextDeadlineNanos());
        return Math.min(waiting, Math.min(followers.nextDeadlineNanos(), ending));
    }

    @Override
    public void onStop() {
        failure = "The controller is stopped.";
        refuseWaiting();
        snapshots.stop();
        try {
            journal.close();
        } catch (IOException ignoredAtTheEnd) {
            LOG.warn("The controller's journal could not be closed", ignoredAtTheEnd);
        }
    }

    private int takeCommands() {
        int taken = 0;
        for (Pending next = submitted.peek(); next != null; next = submitted.peek()) {
            ByteBuffer entry = EntryCodec.encode(new Entry(next.proposedMs(), client, sequence + 1, next.command()));
            if (entry.remaining() > Command.LARGEST_BYTES) {
                next.refuse(
                        Refusal.TOO_LARGE,
                        "The change has " + entry.remaining() + " bytes, more than the " + Command.LARGEST_BYTES
                                + " allowed. Ask for less at a time.");
            } else if (!journal.offer(entry)) {
                break;
            } else {
                sequence++;
                proposed.add(next);
                if (next.deadlineNanos() != Long.MAX_VALUE) {
                    byDeadline.add(next);
                }
            }
            submitted.remove();
            taken++;
        }
        return taken;
    }

    private int commitAndApply() throws IOException {
        CellState before = state;
        var step = new Step(before);
        int committed = journal.poll(step);
        if (committed > 0) {
            state = step.after;
            purges.changed(state.image());
            applying.step(before, state, step.answers);
        }
        return committed;
    }

    private int giveUpOverdue() {
        int overdue = 0;
        long now = clock.nanos();
        for (Pending first = byDeadline.peek();
                first != null && (first.outcome().isDone() || first.deadlineNanos() - now <= 0);
                first = byDeadline.peek()) {
            first.refuse(Refusal.TIMED_OUT, "The change was not finished in time; it may still come to hold.");
            byDeadline.remove();
            overdue++;
        }
        return overdue;
    }

    private void fail(Exception broken) {
        LOG.error("The controller stops: its journal or its state machine failed", broken);
        failure = "The controller has stopped: " + broken.getMessage() + ". The broker must be started again.";
        refuseWaiting();
    }

    private int refuseWaiting() {
        int refused = proposed.size();
        proposed.forEach(this::refuseStopped);
        proposed.clear();
        for (Pending next = submitted.poll(); next != null; next = submitted.poll()) {
            refuseStopped(next);
            refused++;
        }
        byDeadline.clear();
        return refused;
    }

    private void refuseStopped(Pending pending) {
        pending.refuse(
                Refusal.STOPPED,
                "This broker takes no changes of metadata now; whether this one holds will be seen when it does.");
    }

    private void wake() {
        Threads.Running handle = running;
        if (handle != null) {
            handle.wake();
        }
    }

    /// Decides and applies the entries of one group.
    private final class Step implements Journal.Sink {
        private CellState after;
        private final List<Runnable> answers = new ArrayList<>();

        Step(CellState before) {
            this.after = before;
        }

        @Override
        public void entry(long index, ByteBuffer bytes) {
            Entry entry = EntryCodec.decode(bytes);
            Decision decision = Decider.decide(after, entry);
            after = after.after(index, entry, decision);
            Pending pending = proposed.remove();
            answers.add(() -> pending.outcome().complete(decision.result()));
        }
    }
}
