package io.naru.broker.group.coordinator;

import io.naru.broker.group.coordinator.GroupHistory.Deed;
import io.naru.broker.group.coordinator.GroupHistory.Step;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/// Random lives of a group, with crashes in between; [GroupHistory] checks after every step what must always hold.
class GroupHistoriesTest {

    @Property(tries = 400)
    void whatAGroupPromisesHoldsThroughEveryHistory(@ForAll("histories") List<Step> steps) {
        var history = new GroupHistory();
        steps.forEach(history::take);
        history.settle();
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        Arbitrary<Deed> deeds = Arbitraries.frequency(
                Tuple.of(8, Deed.JOIN_NEW),
                Tuple.of(6, Deed.JOIN_STATIC),
                Tuple.of(14, Deed.JOIN_AGAIN),
                Tuple.of(16, Deed.SYNC),
                Tuple.of(6, Deed.HEARTBEAT),
                Tuple.of(12, Deed.COMMIT),
                Tuple.of(3, Deed.COMMIT_FROM_OUTSIDE),
                Tuple.of(4, Deed.LEAVE),
                Tuple.of(5, Deed.WAIT),
                Tuple.of(5, Deed.HOLD_APPENDS),
                Tuple.of(10, Deed.COMMIT_APPEND),
                Tuple.of(2, Deed.FAIL_APPENDS),
                Tuple.of(2, Deed.RESTART),
                Tuple.of(4, Deed.CRASH));
        return Combinators.combine(deeds, Arbitraries.integers().between(0, 1_000))
                .as(Step::new)
                .list()
                .ofMinSize(10)
                .ofMaxSize(150);
    }
}
