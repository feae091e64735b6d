package io.naru.control.redrive;

import io.naru.control.cell.CellClients;
import io.naru.control.cell.CellRefusals;
import io.naru.control.http.Refusal;
import io.naru.control.message.TopicScan;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// Sends dead letters in handfuls: a tenth of a second's worth at once, the next when all of it is acknowledged. So the
/// positions it tells leave nothing out, and who goes on from them sends a handful twice at worst. Runs on one thread.
final class RedriveRun {
    /// Where progress goes.
    interface Outlet {
        boolean isReady();

        boolean isClosed();

        void progress(RedriveViews.Progress progress);

        void end(RedriveViews.End end);
    }

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration ACKNOWLEDGED = Duration.ofSeconds(6);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final long QUIET_NANOS = Duration.ofMillis(500).toNanos();
    private static final int HANDFULS_A_SECOND = 10;
    private static final int WORST_OF_CALLERS = 499;

    private final String id;
    private final RedriveOrder order;
    private final TopicScan scan;
    private final CellClients.Producing producing;
    private final Targets targets;
    private final Outlet outlet;
    private final int handful;
    private final Deque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
    private long matched;
    private long sent;
    private long failed;
    private long withoutOrigin;
    private long tooOften;
    private long toldNanos = System.nanoTime() - QUIET_NANOS;

    RedriveRun(
            String id,
            RedriveOrder order,
            TopicScan scan,
            CellClients.Producing producing,
            Targets targets,
            Outlet outlet) {
        this.id = id;
        this.order = order;
        this.scan = scan;
        this.producing = producing;
        this.targets = targets;
        this.outlet = outlet;
        this.handful = Math.max(1, order.perSecond() / HANDFULS_A_SECOND);
    }

    /// Goes through the part.
    ///
    /// @throws Refusal when the cell does not answer; what was told before is true
    void run() {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        Optional<String> reason = Optional.empty();
        while (reason.isEmpty() && !outlet.isClosed()) {
            if (waiting.isEmpty() && scan.isLeft()) {
                waiting.addAll(scan.next());
            }
            long begun = System.nanoTime();
            List<RedriveViews.Result> results = send();
            reason = reason(deadline);
            tell(results, reason.isPresent());
            rest(begun, results.size());
        }
        reason.filter(why -> !outlet.isClosed())
                .ifPresent(why -> outlet.end(new RedriveViews.End(
                        id, why, Long.toString(sent), Long.toString(failed), scan.positions(waiting))));
    }

    private Optional<String> reason(long deadline) {
        if (sent + failed >= order.limit()) {
            return Optional.of(waiting.isEmpty() && !scan.isLeft() ? "reached_end" : "limit");
        }
        if (waiting.isEmpty() && !scan.isLeft()) {
            return Optional.of("reached_end");
        }
        return System.nanoTime() >= deadline ? Optional.of("too_long") : Optional.empty();
    }

    /// @param answer null when it was not sent, then with the reason
    private record Attempt(Letter letter, @Nullable Future<RecordMetadata> answer, String reason) {}

    /// Sends the next handful and waits for all of it. While it does, its messages still wait.
    private List<RedriveViews.Result> send() {
        List<Attempt> attempts = new ArrayList<>();
        long most = Math.min(handful, order.limit() - sent - failed);
        int taken = 0;
        long without = 0;
        long often = 0;
        for (ConsumerRecord<byte[], byte[]> record : waiting) {
            if (attempts.size() >= most) {
                break;
            }
            taken++;
            switch (Letter.sort(record, order)) {
                case Letter.Sorted.WithoutOrigin w -> without++;
                case Letter.Sorted.TooOften t -> often++;
                case Letter.Sorted.Goes(Letter letter) -> attempts.add(attempt(letter));
            }
        }
        List<RedriveViews.Result> results =
                attempts.stream().map(RedriveRun::result).toList();
        for (int i = 0; i < taken; i++) {
            waiting.removeFirst();
        }
        matched += taken;
        withoutOrigin += without;
        tooOften += often;
        long refused = results.stream().filter(result -> result.error() != null).count();
        failed += refused;
        sent += results.size() - refused;
        return results;
    }

    private Attempt attempt(Letter letter) {
        OptionalInt partitions = targets.partitions(letter.target());
        return partitions.isPresent()
                ? new Attempt(letter, producing.send(letter.again(partitions.getAsInt(), id)), "")
                : new Attempt(letter, null, "There is no topic " + letter.target() + ".");
    }

    private static RedriveViews.Result result(Attempt attempt) {
        Future<RecordMetadata> answer = attempt.answer();
        if (answer == null) {
            return result(attempt.letter(), null, attempt.reason());
        }
        try {
            return result(attempt.letter(), answer.get(ACKNOWLEDGED.toMillis(), TimeUnit.MILLISECONDS), null);
        } catch (ExecutionException e) {
            Refusal refusal = CellRefusals.of(Optional.ofNullable(e.getCause()).orElse(e));
            if (refusal.status() > WORST_OF_CALLERS) {
                throw refusal;
            }
            return result(attempt.letter(), null, refusal.detail());
        } catch (TimeoutException e) {
            throw CellRefusals.silent();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CellRefusals.silent();
        }
    }

    private static RedriveViews.Result result(Letter letter, @Nullable RecordMetadata written, @Nullable String error) {
        return new RedriveViews.Result(
                letter.record().partition(),
                Long.toString(letter.record().offset()),
                letter.target(),
                written == null ? null : written.partition(),
                written == null ? null : Long.toString(written.offset()),
                error);
    }

    /// Results are told each once, at the pace of who listens; between them how far it is, twice a second.
    private void tell(List<RedriveViews.Result> results, boolean last) {
        if (results.isEmpty() && !last && System.nanoTime() - toldNanos < QUIET_NANOS) {
            return;
        }
        while (!outlet.isReady() && !outlet.isClosed()) {
            pause(LOOK_EVERY);
        }
        if (outlet.isClosed()) {
            return;
        }
        toldNanos = System.nanoTime();
        outlet.progress(new RedriveViews.Progress(
                id,
                Long.toString(scan.seen()),
                Long.toString(matched),
                Long.toString(sent),
                Long.toString(failed),
                Long.toString(withoutOrigin),
                Long.toString(tooOften),
                Long.toString(scan.remaining() + waiting.size()),
                scan.positions(waiting),
                results));
    }

    private void rest(long begunNanos, int messages) {
        long until = begunNanos + messages * Duration.ofSeconds(1).toNanos() / order.perSecond();
        while (System.nanoTime() < until && !outlet.isClosed()) {
            pause(Duration.ofNanos(Math.min(LOOK_EVERY.toNanos(), Math.max(1, until - System.nanoTime()))));
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
