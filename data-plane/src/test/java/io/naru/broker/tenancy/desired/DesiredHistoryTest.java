package io.naru.broker.tenancy.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.tenancy.BarrierOutcome;
import io.naru.broker.tenancy.DesiredTopic;
import io.naru.broker.tenancy.Principal;
import io.naru.broker.tenancy.Right;
import io.naru.broker.tenancy.TenancyOnOneThread;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Random histories of the control plane, the leader, restarts and time, against a model that knows only what was
/// written.
class DesiredHistoryTest {
    private static final int KEYS = 4;

    private enum Step {
        MAKE_KEY,
        REVOKE_KEY,
        REMOVE_KEY,
        STALE_KEY,
        GIVE_ROLE,
        CONNECT,
        ASK_BARRIER,
        LEADER_AWAY,
        LEADER_SILENT,
        LEADER_BACK,
        HOLD_ANSWERS,
        DELIVER_ANSWERS,
        COMPACT,
        LOSE_TOPIC,
        RESTART,
        TURN,
        PASS_TIME
    }

    private record Move(Step step, int key, int amount) {}

    @Provide
    Arbitrary<List<Move>> histories() {
        Arbitrary<Step> steps = Arbitraries.of(Step.values());
        Arbitrary<Integer> keys = Arbitraries.integers().between(0, KEYS - 1);
        Arbitrary<Integer> amounts = Arbitraries.integers().between(1, 900);
        return Combinators.combine(steps, keys, amounts)
                .as(Move::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(80);
    }

    @Property(tries = 300)
    void whatIsAppliedIsWhatWasWritten(@ForAll("histories") List<Move> history, @ForAll long seed) {
        World world = new World(seed);
        history.forEach(world::does);
        world.comesToRest();
    }

    private static final class World {
        private final DesiredTopic desired = new DesiredTopic();
        private final Random random;
        private TenancyOnOneThread broker;
        private final Map<String, Long> versions = new HashMap<>();
        private final Map<String, String> expected = new HashMap<>();
        private final Set<String> everRevoked = new HashSet<>();
        private boolean lost;
        private boolean staleInTopic;

        World(long seed) {
            random = new Random(seed);
            desired.cluster("lkc-1", 1, "ACTIVE");
            broker = new TenancyOnOneThread(desired.topic, null);
            broker.settle();
        }

        void does(Move move) {
            String key = "KEY" + move.key();
            switch (move.step()) {
                case MAKE_KEY -> write(key, "ACTIVE");
                case REVOKE_KEY -> write(key, "REVOKED");
                case REMOVE_KEY -> remove(key);
                case STALE_KEY -> writeStale(key);
                case GIVE_ROLE -> desired.role("lkc-1", "sa-1", nextVersion("role"), "DeveloperRead");
                case CONNECT -> connect(key);
                case ASK_BARRIER -> askBarrier();
                case LEADER_AWAY -> desired.topic.setReachable(false);
                case LEADER_SILENT -> desired.topic.setSilent(true);
                case LEADER_BACK -> leaderComesBack();
                case HOLD_ANSWERS -> desired.topic.holdAnswers();
                case DELIVER_ANSWERS -> desired.topic.deliver();
                case COMPACT -> compact();
                case LOSE_TOPIC -> lose(move.amount());
                case RESTART -> restart();
                case TURN -> broker.step();
                case PASS_TIME -> broker.pass(move.amount());
            }
        }

        private long nextVersion(String resource) {
            return versions.merge(resource, 1L, Long::sum);
        }

        /// A key that was revoked or removed is never made again: ids are not used twice.
        private void write(String key, String status) {
            boolean gone = everRevoked.contains(key);
            if (status.equals("ACTIVE") && gone) {
                return;
            }
            desired.key(key, nextVersion(key), "lkc-1", "secret", "ClusterAdmin", status, Long.MAX_VALUE);
            expected.put(key, status);
            if (status.equals("REVOKED")) {
                everRevoked.add(key);
            }
        }

        /// The tombstone follows a revocation, days after that has passed.
        private void remove(String key) {
            if ("REVOKED".equals(expected.get(key)) && broker.passed.contains(key + "@" + versions.get(key))) {
                desired.topic.tombstone("api_key/" + key);
                expected.remove(key);
                versions.remove(key);
            }
        }

        private void writeStale(String key) {
            Long version = versions.get(key);
            if (version != null) {
                staleInTopic = true;
                desired.key(key, version, "lkc-1", "secret", "ClusterAdmin", "ACTIVE", Long.MAX_VALUE);
            }
        }

        /// Compaction keeps the last record of a key: with a stale one the topic itself would be wrong. That is what
        /// the guard on its leader is for.
        private void compact() {
            if (!staleInTopic) {
                desired.topic.compact();
            }
        }

        private void connect(String key) {
            Principal principal = new Principal("lkc-1", "sa-1", key);
            if (!broker.tenancy.isIsolated()
                    && broker.tenancy.rights().of(principal).contains(Right.MANAGE)) {
                broker.connections.add(principal);
            }
        }

        /// A barrier that completes has brought everything that was written when it was asked for.
        private void askBarrier() {
            Map<String, String> written = Map.copyOf(expected);
            Set<String> revoked = Set.copyOf(everRevoked);
            TenancyOnOneThread asked = broker;
            asked.tenancy.rights().barrier(outcome -> {
                if (outcome == BarrierOutcome.COMPLETED && !lost) {
                    DesiredState state = asked.tenancy.state();
                    assertThat(state.apiKeys().keySet()).containsAll(notRemovedSince(written));
                    for (String key : revoked) {
                        ApiKey known = state.apiKeys().get(key);
                        assertThat(known == null || known.status() == ApiKey.Status.REVOKED)
                                .isTrue();
                    }
                }
            });
        }

        private Set<String> notRemovedSince(Map<String, String> written) {
            Set<String> still = new HashSet<>(written.keySet());
            still.retainAll(expected.keySet());
            return still;
        }

        private void leaderComesBack() {
            desired.topic.setReachable(true);
            desired.topic.setSilent(false);
            desired.topic.deliverFromNowOn();
        }

        /// Everything in the topic is lost, and it may keep its id; the control plane writes what it knows anew.
        private void lose(int amount) {
            broker.pass(amount);
            if (random.nextBoolean()) {
                desired.topic.empty();
            } else {
                desired.topic.makeAnew();
            }
            lost = true;
            desired.cluster("lkc-1", 1, "ACTIVE");
            expected.forEach((key, status) ->
                    desired.key(key, versions.get(key), "lkc-1", "secret", "ClusterAdmin", status, Long.MAX_VALUE));
        }

        private void restart() {
            if (random.nextBoolean()) {
                broker.stop();
            }
            broker.disk.crash();
            broker = broker.restartedOn(desired.topic);
        }

        void comesToRest() {
            leaderComesBack();
            broker.pass(3_000);
            DesiredState state = broker.tenancy.state();
            expected.forEach((key, status) -> assertThat(state.apiKeys().get(key))
                    .as(key)
                    .isNotNull()
                    .returns(ApiKey.Status.valueOf(status), ApiKey::status));
            if (!lost) {
                assertThat(state.apiKeys().keySet()).isEqualTo(expected.keySet());
            }
            assertThat(broker.connections).allMatch(open -> "ACTIVE".equals(expected.get(open.credential())));
            for (String key : state.apiKeys().keySet()) {
                if (state.apiKeys().get(key).status() == ApiKey.Status.REVOKED) {
                    assertThat(broker.passed)
                            .contains(key + "@" + state.apiKeys().get(key).version());
                }
            }
            List<BarrierOutcome> last = broker.barrier();
            broker.pass(100);
            assertThat(last).containsExactly(BarrierOutcome.COMPLETED);
        }
    }
}
