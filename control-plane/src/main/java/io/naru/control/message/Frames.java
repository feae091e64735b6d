package io.naru.control.message;

import io.naru.control.filter.FilterRun;
import io.naru.control.http.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Makes a stream's frames, at most ten a second, and counts. Used by the stream's thread only.
final class Frames {
    static final int MOST_ROWS = 100;

    /// A stream ends, to be gone on with, when it has read so much.
    static final long MOST_BYTES = 5_000_000_000L;

    private static final int MOST_FRAME_BYTES = 256 * 1024;
    private static final int ROW_BYTES = 400;
    private static final long FRAME_NANOS = Duration.ofMillis(100).toNanos();
    private static final long QUIET_FRAME_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long PROGRESS_NANOS = Duration.ofMillis(500).toNanos();

    /// Where frames go.
    interface Outlet {
        /// Whether a frame would be taken now; if not it is not made.
        boolean isReady();

        boolean isClosed();

        void frame(MessageViews.Frame frame);

        void end(MessageViews.End end);
    }

    /// How far a stream is.
    ///
    /// @param remaining messages between here and the end
    /// @param total negative for a stream without an end
    record Progress(long remaining, long total, String positions) {}

    private final Outlet outlet;
    private final Optional<FilterRun> filter;
    private final boolean search;
    private final Counters counters = new Counters(System.nanoTime());
    private long lastNanos;

    Frames(Outlet outlet, Optional<FilterRun> filter, boolean search) {
        this.outlet = outlet;
        this.filter = filter;
        this.search = search;
    }

    Counters counters() {
        return counters;
    }

    boolean isClosed() {
        return outlet.isClosed();
    }

    /// Whether it is time for a frame that would be taken.
    ///
    /// @param rowsWait whether there is something to show
    boolean isDue(boolean rowsWait) {
        long since = System.nanoTime() - lastNanos;
        return outlet.isReady() && since >= (rowsWait ? FRAME_NANOS : search ? PROGRESS_NANOS : QUIET_FRAME_NANOS);
    }

    boolean isReady() {
        return outlet.isReady();
    }

    void write(List<MessageViews.Message> rows, Progress progress) {
        long now = System.nanoTime();
        lastNanos = now;
        counters.showed(rows.size());
        Counters.Rates rates = counters.rates(now);
        boolean bounded = progress.total() >= 0;
        outlet.frame(new MessageViews.Frame(
                rows,
                Long.toString(counters.seen()),
                Long.toString(counters.shown()),
                Long.toString(counters.leftOut()),
                Long.toString(counters.bytes()),
                rates.messages(),
                rates.bytes(),
                Long.toString(progress.remaining()),
                bounded ? Long.toString(progress.total()) : null,
                bounded && rates.messages() > 0 ? Math.round(progress.remaining() / rates.messages()) : null,
                filter.map(run -> Long.toString(run.notEvaluated())).orElse(null),
                filter.flatMap(FilterRun::example).orElse(null),
                progress.positions(),
                Times.text(Instant.now())));
    }

    void end(String reason, String positions) {
        outlet.end(new MessageViews.End(reason, positions));
    }

    /// Counts rows into one frame.
    static final class Room {
        private int rows;
        private int bytes;

        /// Whether the row still fits; the first always does.
        boolean takes(MessageViews.Message row) {
            int weight = weight(row);
            if (rows >= MOST_ROWS || (rows > 0 && bytes + weight > MOST_FRAME_BYTES)) {
                return false;
            }
            rows++;
            bytes += weight;
            return true;
        }
    }

    /// About how many bytes a row takes in a frame.
    private static int weight(MessageViews.Message row) {
        int weight = ROW_BYTES;
        weight += row.key() == null ? 0 : row.key().data().length();
        weight += row.value() == null ? 0 : row.value().data().length();
        for (MessageViews.Header header : row.headers()) {
            weight += header.name().length()
                    + (header.value() == null ? 0 : header.value().data().length());
        }
        return weight;
    }
}
