package io.naru.broker.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.disk.CrashDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/// A log against a list: whatever is done to both, they hold the same.
class LogModelTest {
    /// One thing done to a log; `amount` is read as each kind needs it.
    record Action(Kind kind, int amount) {}

    enum Kind {
        APPEND,
        APPEND_LATER,
        SYNC,
        DELETE_BEFORE,
        TRUNCATE,
        RETAIN,
        REOPEN
    }

    @Property(tries = 150)
    void holdsWhatAListHolds(@ForAll("actions") List<Action> actions, @ForAll("segmentBytes") int segmentBytes) {
        try {
            var both = new Both(segmentBytes);
            for (Action action : actions) {
                both.apply(action);
                both.check();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Provide
    Arbitrary<List<Action>> actions() {
        Arbitrary<Kind> kinds = Arbitraries.frequency(
                Tuple.of(10, Kind.APPEND),
                Tuple.of(2, Kind.APPEND_LATER),
                Tuple.of(3, Kind.SYNC),
                Tuple.of(1, Kind.DELETE_BEFORE),
                Tuple.of(1, Kind.TRUNCATE),
                Tuple.of(1, Kind.RETAIN),
                Tuple.of(2, Kind.REOPEN));
        return Combinators.combine(kinds, Arbitraries.integers().between(0, 1_000))
                .as(Action::new)
                .list()
                .ofMaxSize(60);
    }

    @Provide
    Arbitrary<Integer> segmentBytes() {
        return Arbitraries.integers().between(1, 2_000);
    }

    private static final class Both {
        private final CrashDisk disk = new CrashDisk(1);
        private final LogSettings settings;
        private final List<String> list = new ArrayList<>();
        private long start;
        private long nowMs = 1_000;
        private PartitionLog log;

        Both(int segmentBytes) throws IOException {
            settings = Logs.SETTINGS.withSegmentBytes(segmentBytes).withRetention(-1, 3_000);
            log = Logs.open(disk, settings);
        }

        void apply(Action action) throws IOException {
            switch (action.kind()) {
                case APPEND -> append(1 + action.amount() % 4);
                case APPEND_LATER -> {
                    nowMs += settings.segmentMs() + 1;
                    append(1);
                }
                case SYNC -> Logs.sync(disk, log);
                case DELETE_BEFORE -> {
                    long offset = start + action.amount() % (list.size() - start + 1);
                    Logs.deleteBefore(log, offset);
                    start = offset;
                }
                case TRUNCATE -> {
                    log.truncateTo(start + action.amount() % (list.size() - start + 1));
                    assertThat(log.end().offset()).isBetween(start, (long) list.size());
                    list.subList((int) log.end().offset(), list.size()).clear();
                }
                case RETAIN -> {
                    Logs.enforceRetention(log, nowMs, list.size());
                    assertThat(log.view().logStartOffset()).isBetween(start, (long) list.size());
                    start = log.view().logStartOffset();
                }
                case REOPEN -> {
                    log.close();
                    disk.crash();
                    log = Logs.open(disk, settings);
                }
            }
        }

        private void append(int count) throws IOException {
            String[] values = new String[count];
            for (int i = 0; i < count; i++) {
                values[i] = "value-" + list.size() + "-" + nowMs;
                list.add(values[i]);
            }
            Logs.append(log, nowMs, values);
            nowMs++;
        }

        void check() throws IOException {
            LogView view = log.view();
            assertThat(view.end().offset()).isEqualTo(list.size());
            assertThat(view.logStartOffset()).isEqualTo(start);
            assertThat(Logs.values(log)).isEqualTo(list.subList((int) start, list.size()));
            List<Long> fetched = Logs.fetchOffsets(view, start, 200, view.end());
            assertThat(fetched).hasSize((int) (list.size() - start));
        }
    }
}
