package io.naru.broker.fetch.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;

/// A table against a linked map: whatever is done to both, they hold the same in the same order.
class PartitionTableTest {
    enum Kind {
        ASK,
        FORGET,
        TELL,
        FAIL,
        MOVE_TO_END,
        COMPACT
    }

    /// @param number names a topic and a partition
    record Step(Kind kind, int number, long value) {}

    private record Row(long offset, long highWatermark) {}

    @Property(tries = 500)
    void holdsWhatALinkedMapHolds(@ForAll("steps") List<Step> steps, @ForAll int salt) {
        PartitionTable table = new PartitionTable(0, salt);
        Map<String, Row> model = new LinkedHashMap<>();
        for (Step step : steps) {
            table = take(step, table, model);
            assertThat(rows(table)).isEqualTo(rows(model));
            assertThat(table.size()).isEqualTo(model.size());
        }
    }

    private static PartitionTable take(Step step, PartitionTable table, Map<String, Row> model) {
        String topic = "topic-" + step.number() % 7;
        int partition = step.number() / 7;
        String name = topic + "-" + partition;
        int row = table.find(topic, partition);
        Row known = model.get(name);
        assertThat(row != PartitionTable.NONE).isEqualTo(known != null);
        switch (step.kind()) {
            case ASK -> {
                table.ask(
                        FetchRequests.ask(FetchRequests.full(), topic, step.value(), partition)
                                .topics(),
                        false);
                model.put(name, new Row(step.value(), known == null ? -1 : known.highWatermark()));
            }
            case FORGET -> {
                FetchRequestData request = FetchRequests.forget(FetchRequests.full(), topic, partition);
                table.forget(request.forgottenTopicsData(), false);
                model.remove(name);
            }
            case TELL -> {
                if (known != null) {
                    table.tell(row, told(step.value()));
                    model.put(name, new Row(known.offset(), step.value()));
                }
            }
            case FAIL -> {
                if (known != null) {
                    table.tell(row, told(step.value()).setErrorCode(Errors.NOT_LEADER_OR_FOLLOWER.code()));
                    model.put(name, new Row(known.offset(), -1));
                }
            }
            case MOVE_TO_END -> {
                if (known != null) {
                    table.moveToEnd(row);
                    model.remove(name);
                    model.put(name, known);
                }
            }
            case COMPACT -> {
                return table.compacted();
            }
        }
        return table;
    }

    private static PartitionData told(long highWatermark) {
        return new PartitionData().setHighWatermark(highWatermark);
    }

    private static List<String> rows(PartitionTable table) {
        List<String> rows = new ArrayList<>();
        for (int row = table.first(); row != PartitionTable.NONE; row = table.after(row)) {
            long told = -1;
            for (long each = 0; each < 10; each++) {
                told = table.wasTold(row, each, -1, -1) ? each : told;
            }
            rows.add(table.topic(row) + "-" + table.partition(row) + " " + table.fetchOffset(row) + " " + told);
        }
        return rows;
    }

    private static List<String> rows(Map<String, Row> model) {
        return model.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue().offset() + " "
                        + each.getValue().highWatermark())
                .toList();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Kind> kinds = Arbitraries.frequency(
                Tuple.of(10, Kind.ASK),
                Tuple.of(7, Kind.FORGET),
                Tuple.of(3, Kind.TELL),
                Tuple.of(1, Kind.FAIL),
                Tuple.of(3, Kind.MOVE_TO_END),
                Tuple.of(1, Kind.COMPACT));
        return Combinators.combine(
                        kinds,
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.longs().between(0, 9))
                .as(Step::new)
                .list()
                .ofMaxSize(200);
    }
}
