package io.naru.control.redrive;

import io.naru.control.cell.CellClients.Identity;
import io.naru.control.http.Refusal;
import io.naru.control.topic.Topics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/// How many partitions the topics have that messages go to, asked once of each for a run: one that is made meanwhile
/// is found by the next run. Used by one thread.
final class Targets {
    private static final int NOT_FOUND = 404;
    private static final int MOST_REMEMBERED = 1_000;

    private final Topics topics;
    private final Identity identity;
    private final Map<String, OptionalInt> known = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, OptionalInt> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    Targets(Topics topics, Identity identity) {
        this.topics = topics;
        this.identity = identity;
    }

    /// Nothing when there is no such topic.
    ///
    /// @throws Refusal when the cell does not answer
    OptionalInt partitions(String topic) {
        return known.computeIfAbsent(topic, this::ask);
    }

    private OptionalInt ask(String topic) {
        try {
            return OptionalInt.of(topics.get(identity, topic).partitions().size());
        } catch (Refusal refusal) {
            if (refusal.status() == NOT_FOUND) {
                return OptionalInt.empty();
            }
            throw refusal;
        }
    }
}
