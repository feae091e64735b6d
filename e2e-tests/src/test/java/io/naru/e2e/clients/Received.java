package io.naru.e2e.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What the members of one group received, and whether it is what was sent.
public final class Received {
    private record Found(String key, int number, int length) {}

    private final Map<Integer, TreeMap<Long, Found>> partitions = new HashMap<>();
    private final Set<Integer> numbers = new HashSet<>();
    private final Set<String> contradictions = new HashSet<>();

    /// A record may come twice (another member before its commit), but a place never holds two different ones.
    synchronized void add(int partition, long offset, String key, int number, int length) {
        Found found = new Found(key, number, length);
        Found before =
                partitions.computeIfAbsent(partition, _ -> new TreeMap<>()).put(offset, found);
        if (before != null && !before.equals(found)) {
            contradictions.add("partition %d offset %d held %s and %s".formatted(partition, offset, before, found));
        }
        numbers.add(number);
    }

    public synchronized int distinct() {
        return numbers.size();
    }

    /// All of `0..total` once, each whole, in order per key, a key in one partition only.
    public synchronized void mustBeComplete(int total) {
        assertThat(contradictions).as("places that held two records").isEmpty();
        assertThat(numbers).as("record numbers").hasSize(total);
        long places = partitions.values().stream().mapToLong(Map::size).sum();
        assertThat(places)
                .as("places in the log: more means that a record was written twice")
                .isEqualTo(total);
        Map<String, Integer> homes = new HashMap<>();
        partitions.forEach((partition, records) -> {
            Map<String, Integer> last = new HashMap<>();
            records.forEach((offset, found) -> {
                assertThat(found.number()).isBetween(0, total - 1);
                assertThat(found.length())
                        .as("length of record %d", found.number())
                        .isEqualTo(Numbered.length(found.number()));
                assertThat(found.key()).isEqualTo("k" + found.number() % 97);
                assertThat(homes.computeIfAbsent(found.key(), _ -> partition))
                        .as("partition of key %s", found.key())
                        .isEqualTo(partition);
                Integer before = last.put(found.key(), found.number());
                assertThat(before == null ? -1 : before)
                        .as("the record before number %d of key %s at offset %d", found.number(), found.key(), offset)
                        .isLessThan(found.number());
            });
        });
    }
}
