package io.naru.broker.fetch.session;

import static io.naru.broker.fetch.session.FetchRequests.BY_NAME;
import static io.naru.broker.fetch.session.FetchRequests.ask;
import static io.naru.broker.fetch.session.FetchRequests.full;
import static io.naru.broker.fetch.session.FetchRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.simulation.SteppedClock;
import io.naru.broker.tenancy.Principal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.message.FetchRequestData;
import org.junit.jupiter.api.Test;

/// Many tenants' sessions against a model that looks for its victims by going through all of them.
class EvictionModelTest {
    private static final FetchSessionSettings BOUNDS = new FetchSessionSettings(8, 40, 5, 25, 1_000);
    private static final int HISTORIES = 300;
    private static final int STEPS = 200;

    private record Kept(String cluster, int size, long created, long used, boolean evictable, int epoch) {}

    private final SteppedClock clock = new SteppedClock();
    private final Map<Integer, Kept> model = new LinkedHashMap<>();
    private FetchSessions sessions;
    private SplittableRandom random;

    @Test
    void keepsExactlyTheSessionsTheRulesKeep() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            random = new SplittableRandom(seed);
            sessions = new FetchSessions(clock, random.split(), BOUNDS);
            model.clear();
            for (int i = 0; i < STEPS; i++) {
                step();
                check("seed " + seed + ", step " + i);
            }
            goOnWithAll("seed " + seed);
        }
    }

    private void step() {
        clock.advanceMs(random.nextInt(200));
        if (model.isEmpty() || random.nextInt(3) == 0) {
            begin();
        } else {
            use();
        }
    }

    private void begin() {
        String cluster = "lkc-" + Math.min(random.nextInt(5), 2);
        int size = 1 + random.nextInt(random.nextInt(10) == 0 ? 30 : 8);
        Principal principal = principal(cluster);
        FetchScope.Whole whole = (FetchScope.Whole) sessions.open(principal, BY_NAME, sized(full(), size));
        int id = sessions.begin(principal, BY_NAME, whole.partitions());
        boolean room = makeRoom(cluster, size);
        assertThat(id != FetchSessions.NO_SESSION).isEqualTo(room);
        if (room) {
            model.put(id, new Kept(cluster, size, nowMs(), nowMs(), false, 1));
        }
    }

    private void use() {
        int id = model.keySet().stream()
                .skip(random.nextInt(model.size()))
                .findFirst()
                .orElseThrow();
        Kept kept = model.remove(id);
        int size = random.nextInt(4) == 0 ? kept.size() + random.nextInt(10) : kept.size();
        FetchRequestData request = request(id, kept.epoch());
        FetchScope scope =
                sessions.open(principal(kept.cluster()), BY_NAME, size == kept.size() ? request : sized(request, size));
        boolean room = makeRoom(kept.cluster(), size);
        assertThat(scope instanceof FetchScope.Continued).isEqualTo(room);
        if (room) {
            boolean evictable = nowMs() - kept.created() > BOUNDS.evictionMs();
            model.put(id, new Kept(kept.cluster(), size, kept.created(), nowMs(), evictable, kept.epoch() + 1));
        }
    }

    private boolean makeRoom(String cluster, int size) {
        if (size > BOUNDS.maxPartitionsOfCluster()) {
            return false;
        }
        while (true) {
            boolean clusterFull = count(cluster) >= BOUNDS.maxSessionsOfCluster()
                    || size(cluster) + size > BOUNDS.maxPartitionsOfCluster();
            boolean sessionsFull = model.size() >= BOUNDS.maxSessions();
            boolean brokerFull = sessionsFull || allPartitions() + size > BOUNDS.maxPartitions();
            if (!clusterFull && !brokerFull) {
                return true;
            }
            Optional<Integer> victim = clusterFull ? victimOf(cluster, size) : victimOfAny(cluster, size, sessionsFull);
            if (victim.isEmpty()) {
                return false;
            }
            model.remove(victim.get());
        }
    }

    private Optional<Integer> victimOf(String cluster, int size) {
        return stale(of(cluster))
                .or(() -> of(cluster)
                        .filter(each -> model(each).evictable() && model(each).size() < size)
                        .min(byValue()));
    }

    private Optional<Integer> victimOfAny(String cluster, int size, boolean bySessions) {
        return stale(model.keySet().stream()).or(() -> {
            Comparator<String> wealth = Comparator.comparingLong(each -> bySessions ? count(each) : size(each));
            long own = bySessions ? count(cluster) + 1 : size(cluster) + size;
            return model.values().stream()
                    .map(Kept::cluster)
                    .max(wealth.thenComparing(Comparator.reverseOrder()))
                    .filter(richest -> (bySessions ? count(richest) : size(richest)) > own)
                    .flatMap(richest -> of(richest).min(byValue()))
                    .or(() -> victimOf(cluster, size));
        });
    }

    private Comparator<Integer> byValue() {
        return Comparator.<Integer, Boolean>comparing(id -> !model(id).evictable())
                .thenComparing(id -> model(id).size())
                .thenComparing(Comparator.naturalOrder());
    }

    private Optional<Integer> stale(Stream<Integer> ids) {
        return ids.findFirst().filter(id -> nowMs() - model(id).used() > BOUNDS.evictionMs());
    }

    private void check(String when) {
        assertThat(sessions.count()).as(when).isEqualTo(model.size());
        assertThat(sessions.partitions()).as(when).isEqualTo(allPartitions());
    }

    /// Nobody's victim was somebody else in truth: each session that should be there is.
    private void goOnWithAll(String when) {
        clock.advanceMs(1);
        model.forEach((id, kept) -> assertThat(
                        sessions.open(principal(kept.cluster()), BY_NAME, request(id, kept.epoch())))
                .as(when)
                .isInstanceOf(FetchScope.Continued.class));
    }

    private Stream<Integer> of(String cluster) {
        return model.keySet().stream().filter(id -> model(id).cluster().equals(cluster));
    }

    private long count(String cluster) {
        return of(cluster).count();
    }

    private long size(String cluster) {
        return of(cluster).mapToLong(id -> model(id).size()).sum();
    }

    private long allPartitions() {
        return model.values().stream().mapToLong(Kept::size).sum();
    }

    private Kept model(int id) {
        Kept kept = model.get(id);
        assertThat(kept).isNotNull();
        return kept;
    }

    private long nowMs() {
        return clock.nanos() / 1_000_000;
    }

    private static Principal principal(String cluster) {
        return new Principal(cluster, "sa-1", "key-1");
    }

    private static FetchRequestData sized(FetchRequestData request, int size) {
        return ask(request, "orders", 0, IntStream.range(0, size).toArray());
    }
}
