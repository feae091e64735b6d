package io.naru.broker.group.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.group.model.Group;
import io.naru.broker.group.model.GroupEvent.GroupStored;
import io.naru.broker.group.model.GroupEvent.Standing;
import io.naru.broker.group.model.GroupRecords;
import io.naru.broker.group.model.JoinAnswer;
import io.naru.broker.group.model.JoinAnswer.Joined;
import io.naru.broker.group.model.MemberIdentity;
import io.naru.broker.group.model.OffsetKey;
import io.naru.broker.group.model.Phase;
import io.naru.broker.group.model.Reply.Done;
import io.naru.broker.group.model.Seat;
import io.naru.broker.group.model.StoredOffset;
import io.naru.broker.group.model.SyncAnswer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One life of a group, and what must hold all through it.
final class GroupHistory {
    private static final List<String> INSTANCES = List.of("west", "east");
    private static final String TOPIC = "t";

    private final Consumers consumers = new Consumers(withoutSweeps());
    private final List<Pending<JoinAnswer>> joins = new ArrayList<>();
    private final List<Pending<SyncAnswer>> syncs = new ArrayList<>();
    private final List<PendingCommit> commits = new ArrayList<>();
    /// Everybody that was ever told a member id, with the last generation it heard of.
    private final List<Client> clients = new ArrayList<>();
    private final Map<Integer, String> leaders = new HashMap<>();
    private final Map<String, @Nullable String> instances = new HashMap<>();
    private int newestGeneration;
    private long nextOffset = 1;
    private long acknowledgedOffset = -1;

    enum Deed {
        JOIN_NEW,
        JOIN_STATIC,
        JOIN_AGAIN,
        SYNC,
        HEARTBEAT,
        COMMIT,
        COMMIT_FROM_OUTSIDE,
        LEAVE,
        WAIT,
        HOLD_APPENDS,
        COMMIT_APPEND,
        FAIL_APPENDS,
        RESTART,
        CRASH
    }

    record Step(Deed deed, int choice) {}

    private record Client(String memberId, @Nullable String instanceId, int generation) {
        MemberIdentity identity() {
            return new MemberIdentity(memberId, instanceId);
        }
    }

    private record Pending<A>(@Nullable String instanceId, int generation, Heard<A> heard) {}

    private record PendingCommit(long offset, Heard<GroupCommand.Accepted> heard) {}

    private static GroupSettings withoutSweeps() {
        GroupSettings usual = GroupSettings.defaults();
        return new GroupSettings(
                usual.client(), usual.test(), 300_000, 6, 10, 10, 450_000, 4_096, 604_800_000L, 1L << 40, 1_000);
    }

    void take(Step step) {
        int choice = step.choice();
        switch (step.deed()) {
            case JOIN_NEW -> join("", null, choice);
            case JOIN_STATIC -> join("", INSTANCES.get(choice % INSTANCES.size()), choice);
            case JOIN_AGAIN -> with(choice, client -> join(client.memberId(), client.instanceId(), choice));
            case SYNC -> with(choice, this::sync);
            case HEARTBEAT -> with(choice, client -> consumers.heartbeat(client.identity(), client.generation()));
            case COMMIT -> with(choice, client -> commit(client.identity(), client.generation()));
            case COMMIT_FROM_OUTSIDE -> commit(new MemberIdentity("", null), -1);
            case LEAVE -> with(choice, client -> consumers.leave(client.identity()));
            case WAIT -> consumers.host.advanceMs(choice * 20L);
            case HOLD_APPENDS -> consumers.host.holdCommits();
            case COMMIT_APPEND -> commitAppend(choice);
            case FAIL_APPENDS -> consumers.host.failAppends();
            case RESTART -> {
                consumers.host.commitAlways();
                consumers.host.restart();
            }
            case CRASH -> crash(choice);
        }
        check();
    }

    /// Time passes, and everybody who waits has an answer.
    void settle() {
        consumers.host.commitAlways();
        for (int i = 0; i < 20; i++) {
            consumers.host.advanceMs(60_000);
        }
        assertThat(joins).allMatch(join -> join.heard().isAnswered());
        assertThat(syncs).allMatch(sync -> sync.heard().isAnswered());
        assertThat(commits).allMatch(commit -> commit.heard().isAnswered());
        check();
    }

    private void join(String memberId, @Nullable String instanceId, int choice) {
        var profile = Consumers.profile(instanceId, Consumers.protocol("range", "m" + choice % 3));
        Heard<JoinAnswer> heard = consumers.join(memberId, profile);
        joins.add(new Pending<>(instanceId, 0, heard));
    }

    /// Everybody sends an assignment that names its author; only the leader's may be given out.
    private void sync(Client client) {
        Map<String, String> assignments = new HashMap<>();
        for (Client each : clients) {
            assignments.put(each.memberId(), client.generation() + ":" + name(client) + ":" + each.memberId());
        }
        Heard<SyncAnswer> heard = consumers.sync(client.identity(), client.generation(), assignments);
        syncs.add(new Pending<>(client.memberId(), client.generation(), heard));
    }

    private void commit(MemberIdentity member, int generation) {
        long offset = nextOffset++;
        commits.add(new PendingCommit(offset, consumers.commit(member, generation, Consumers.TOPIC_ID, TOPIC, offset)));
    }

    private void commitAppend(int choice) {
        if (choice % 3 == 0) {
            consumers.host.commitAlways();
        } else if (consumers.host.pendingAppends() > 0) {
            consumers.host.commitOne();
        }
    }

    private void crash(int choice) {
        hear();
        consumers.host.crash(choice % 4);
        joins.clear();
        syncs.clear();
        commits.clear();
    }

    private void with(int choice, Consumer<Client> deed) {
        if (!clients.isEmpty()) {
            deed.accept(clients.get(clients.size() - 1 - choice % Math.min(clients.size(), 6)));
        }
    }

    private void check() {
        hear();
        noInstanceHasTwoSeats();
        everySeatIsReachable();
        acknowledgedCommitsAreThere();
        replayGivesTheLivingGroup();
    }

    private void hear() {
        joins.removeIf(join -> {
            if (join.heard().isAnswered() && join.heard().outcome() instanceof Done<JoinAnswer>(Joined joined)) {
                joined(join.instanceId(), joined);
            }
            return join.heard().isAnswered();
        });
        syncs.removeIf(sync -> {
            if (sync.heard().isAnswered() && sync.heard().outcome() instanceof Done<SyncAnswer>(SyncAnswer answer)) {
                synced(sync, answer);
            }
            return sync.heard().isAnswered();
        });
        commits.removeIf(commit -> {
            if (commit.heard().isAnswered() && commit.heard().outcome() instanceof Done<GroupCommand.Accepted>) {
                acknowledgedOffset = Math.max(acknowledgedOffset, commit.offset());
            }
            return commit.heard().isAnswered();
        });
    }

    private void joined(@Nullable String instanceId, Joined joined) {
        instances.put(joined.memberId(), instanceId);
        clients.add(new Client(joined.memberId(), instanceId, joined.generation()));
        newestGeneration = Math.max(newestGeneration, joined.generation());
        String leader = nameOf(joined.leader());
        if (leader != null) {
            assertThat(leaders.putIfAbsent(joined.generation(), leader))
                    .as("the leader of generation %d", joined.generation())
                    .isIn(null, leader);
        }
    }

    private void synced(Pending<SyncAnswer> sync, SyncAnswer answer) {
        String assignment = Consumers.text(answer.assignment());
        if (!assignment.isEmpty()) {
            String leader = leaders.get(sync.generation());
            assertThat(assignment).startsWith(sync.generation() + ":" + (leader == null ? "" : leader + ":"));
        }
    }

    /// A static member leads under its instance's name, whatever its member id is at the moment.
    private @Nullable String nameOf(String memberId) {
        if (!instances.containsKey(memberId)) {
            return null;
        }
        String instance = instances.get(memberId);
        return instance == null ? memberId : instance;
    }

    private static String name(Client client) {
        return Objects.requireNonNullElse(client.instanceId(), client.memberId());
    }

    private Group living() {
        return consumers.host.coordinator().group(Consumers.GROUP);
    }

    private void noInstanceHasTwoSeats() {
        List<String> held = living().seating().all().stream()
                .map(seat -> seat.member().instanceId())
                .filter(Objects::nonNull)
                .toList();
        assertThat(held).doesNotHaveDuplicates();
        assertThat(living().seating().instances().keySet()).containsExactlyInAnyOrderElementsOf(held);
    }

    private void everySeatIsReachable() {
        Group group = living();
        switch (group.phase()) {
            case Phase.Empty empty -> assertThat(group.seating().seats()).isEmpty();
            case Phase.Preparing preparing ->
                assertThat(group.seating().all()).noneMatch(seat -> seat.waiting() instanceof Seat.ForSync);
            case Phase.Completing completing ->
                assertThat(group.seating().all()).noneMatch(Seat::isJoining);
            case Phase.Stable stable -> assertThat(group.seating().all()).allMatch(seat -> seat.waiting() == null);
        }
        assertThat(group.generation().number()).isGreaterThanOrEqualTo(newestGeneration);
    }

    private void acknowledgedCommitsAreThere() {
        StoredOffset stored = living().offsets().get(new OffsetKey(TOPIC, 0));
        assertThat(stored == null ? -1 : stored.offset()).isGreaterThanOrEqualTo(acknowledgedOffset);
    }

    private void replayGivesTheLivingGroup() {
        if (consumers.host.pendingAppends() > 0) {
            return;
        }
        Group living = living();
        Group replayed = consumers.host.replayed().group(Consumers.GROUP);
        assertThat(replayed.offsets()).isEqualTo(living.offsets());
        Standing standing = switch (living.phase()) {
            case Phase.Empty empty -> Standing.EMPTY;
            case Phase.Completing completing -> Standing.COMPLETING;
            case Phase.Stable stable -> Standing.STABLE;
            case Phase.Preparing preparing -> null;
        };
        if (standing != null && living.recorded()) {
            assertThat(replayed.phase().label()).isEqualTo(living.phase().label());
            assertThat(bytes(replayed, standing)).isEqualTo(bytes(living, standing));
        }
    }

    private static byte @Nullable [] bytes(Group group, Standing standing) {
        return GroupRecords.write(group.key(), new GroupStored(group.roster(standing, 0), 0))
                .value();
    }
}
