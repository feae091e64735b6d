package io.naru.broker.group.coordinator;

import io.naru.broker.group.coordinator.GroupCommand.Asked;
import io.naru.broker.group.model.Group;
import io.naru.broker.group.model.GroupError;
import io.naru.broker.group.model.GroupEvent;
import io.naru.broker.group.model.GroupKey;
import io.naru.broker.group.model.GroupRecords;
import io.naru.broker.group.model.OffsetKey;
import io.naru.broker.group.model.Reply;
import io.naru.broker.group.model.Seat;
import io.naru.broker.group.model.StoredOffset;
import io.naru.broker.metadata.BinnedTopic;
import io.naru.broker.metadata.Metadata;
import io.naru.broker.metadata.MetadataImage;
import io.naru.broker.metadata.TopicImage;
import io.naru.broker.partition.Resident;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pcollections.PMap;

/// The coordinator of the groups that hash to one partition of `__consumer_offsets`. Called on the partition's shard
/// only; every question is answered exactly once, on that shard.
///
/// A decision is applied at once and its durable part appended; its answers, and those of everything decided or read
/// on top of it, leave when the append is committed. If it fails, they are refused with a retriable error and a new
/// coordinator is made by replay.
public final class GroupCoordinator implements Resident {
    private static final int SWEPT_IN_ONE_TURN = 100;

    private final GroupSettings settings;
    private final GroupMachine machine;
    private final Graveyard graveyard;
    private final Slots slots = new Slots();
    private final Metadata metadata;

    /// The bin that the groups of a logical cluster have followed last.
    private final Map<String, PMap<UUID, BinnedTopic>> followed = new HashMap<>();

    private @Nullable Host host;
    private @Nullable Journal journal;

    public GroupCoordinator(GroupSettings settings, Metadata metadata) {
        this.settings = settings;
        this.machine = new GroupMachine(settings);
        this.metadata = metadata;
        this.graveyard = new Graveyard(metadata);
    }

    @Override
    public void replay(long offset, long timestampMs, ByteBuffer key, @Nullable ByteBuffer value) {
        GroupRecords.Read read = GroupRecords.read(key, value);
        Slot slot = slots.findOrAdd(read.group());
        slot.become(slot.group().apply(read.event()));
        if (!slot.group().exists()) {
            slots.remove(read.group());
        }
    }

    @Override
    public void loaded(Host loadedHost) {
        host = loadedHost;
        journal = new Journal(loadedHost);
        for (Slot slot : slots.all()) {
            if (!slot.group().seating().seats().isEmpty()) {
                run(slot, new GroupCommand.Resume(slot.group().key()));
            }
        }
        loadedHost.schedule(settings.retentionCheckIntervalMs(), this::sweep);
    }

    @Override
    public void resigned() {
        if (journal != null) {
            journal.abandon();
        }
        for (Slot slot : slots.all()) {
            slot.cancelTimer();
            slot.group().seating().all().forEach(GroupCoordinator::turnAway);
            slot.become(Group.unknown(slot.group().key()));
        }
    }

    private static void turnAway(Seat seat) {
        switch (seat.waiting()) {
            case Seat.ForJoin join -> refuse(join.reply(), GroupError.NOT_COORDINATOR);
            case Seat.ForSync sync -> refuse(sync.reply(), GroupError.NOT_COORDINATOR);
            case null -> {}
        }
    }

    /// Takes a client's command; it is answered now or later.
    public void submit(Asked command) {
        if (journal == null || journal.isBroken()) {
            refuse(command.reply(), GroupError.NOT_COORDINATOR);
        } else if (journal.inFlight() >= settings.maxAppendsInFlight()) {
            refuse(command.reply(), GroupError.COORDINATOR_NOT_AVAILABLE);
        } else {
            followBin(command.group().cluster());
            run(slots.findOrAdd(command.group()), command);
        }
    }

    /// All offsets the group has committed; an unknown group has none.
    public void fetchOffsets(GroupKey key, Reply<Map<OffsetKey, StoredOffset>> reply) {
        read(key, reply, Group::offsets);
    }

    /// Refused with GROUP_ID_NOT_FOUND if the group is dead.
    public void describe(GroupKey key, Reply<GroupListing> reply) {
        if (!group(key).exists()) {
            answer(key, new Decision.Answer<>(reply, new Reply.Refused<>(GroupError.GROUP_ID_NOT_FOUND)));
        } else {
            read(key, reply, GroupListing::of);
        }
    }

    /// The groups of a logical cluster that live in this partition, in order of name.
    public void list(String cluster, Reply<List<GroupListing>> reply) {
        List<GroupListing> groups = slots.in(cluster).stream()
                .map(Slot::group)
                .filter(Group::exists)
                .map(GroupListing::withoutMembers)
                .toList();
        if (journal == null) {
            refuse(reply, GroupError.NOT_COORDINATOR);
        } else {
            journal.sendAfter(journal.appended(), List.of(new Decision.Answer<>(reply, new Reply.Done<>(groups))));
        }
    }

    /// All groups of this partition that have committed something, of every logical cluster. For measurements: what is
    /// not yet durable is in it.
    public void withOffsets(Reply<List<Group>> reply) {
        reply.send(new Reply.Done<>(slots.all().stream()
                .map(Slot::group)
                .filter(group -> !group.offsets().isEmpty())
                .toList()));
    }

    /// Has the offsets of a logical cluster's groups follow their topics into the bin and out of it. Done before
    /// anything of them is told or changed, so that a topic that is back is never seen without its offsets.
    @SuppressWarnings("ReferenceEquality") // an unchanged bin is the same one; comparing contents would cost more
    public void followBin(String cluster) {
        MetadataImage image = metadata.image();
        PMap<UUID, BinnedTopic> bin = image.bin().of(cluster);
        List<Slot> groups = List.copyOf(slots.in(cluster));
        if (groups.isEmpty() || followed.get(cluster) == bin) {
            return;
        }
        followed.put(cluster, bin);
        groups.forEach(slot -> run(slot, new GroupCommand.FollowBin(slot.group().key(), id -> {
            TopicImage topic = image.topic(cluster, id);
            return topic == null ? null : topic.name();
        })));
    }

    /// Removes what groups committed for a topic that is gone. A topic made anew under the name is not touched.
    public void topicDeleted(String cluster, String topic, UUID topicId) {
        slots.in(cluster)
                .forEach(slot ->
                        run(slot, new GroupCommand.ForgetTopic(slot.group().key(), topic, topicId)));
    }

    /// Removes all groups of a logical cluster that is gone; answered when that is durable.
    public void clusterPurged(String cluster, Reply<GroupCommand.Accepted> reply) {
        if (journal == null || journal.isBroken()) {
            refuse(reply, GroupError.NOT_COORDINATOR);
            return;
        }
        slots.in(cluster)
                .forEach(slot -> run(slot, new GroupCommand.Purge(slot.group().key())));
        journal.sendAfter(
                journal.appended(),
                List.of(new Decision.Answer<>(reply, new Reply.Done<>(new GroupCommand.Accepted()))));
    }

    private <A> void read(GroupKey key, Reply<A> reply, Function<Group, A> question) {
        followBin(key.cluster());
        answer(key, new Decision.Answer<>(reply, new Reply.Done<>(question.apply(group(key)))));
    }

    /// The group as it will be once everything under way is committed.
    Group group(GroupKey key) {
        Slot slot = slots.find(key);
        return slot == null ? Group.unknown(key) : slot.group();
    }

    private void answer(GroupKey key, Decision.Answer<?> answer) {
        if (journal == null) {
            refuse(answer.to(), GroupError.NOT_COORDINATOR);
            return;
        }
        Slot slot = slots.find(key);
        journal.sendAfter(slot == null ? 0 : slot.lastAppend(), List.of(answer));
    }

    private void run(Slot slot, GroupCommand command) {
        if (host == null || journal == null || journal.isBroken()) {
            return;
        }
        GroupKey key = slot.group().key();
        boolean full = slots.count(key.cluster()) > settings.maxGroups();
        Decision decision = machine.decide(slot.group(), command, moment(host, key.cluster(), full));
        slot.become(decision.after());
        List<GroupRecords.Written> records = decision.events().stream()
                .filter(GroupEvent.Durable.class::isInstance)
                .map(event -> GroupRecords.write(key, (GroupEvent.Durable) event))
                .toList();
        if (!records.isEmpty()) {
            slot.appended(journal.append(records, () -> forgetIfDead(key, slot)));
        }
        journal.sendAfter(slot.lastAppend(), decision.answers());
        setTimer(slot, decision);
        forgetIfDead(key, slot);
    }

    private Moment moment(Host present, String cluster, boolean full) {
        return new Moment(
                present.monotonicMs(), present.nowMs(), metadata.image().bin().of(cluster), full);
    }

    /// A dead group's slot stays until its end is committed, so that whoever asks waits for that.
    private void forgetIfDead(GroupKey key, Slot slot) {
        if (!slot.group().exists()
                && journal != null
                && journal.isCommitted(slot.lastAppend())
                && slots.find(key) == slot) {
            slot.cancelTimer();
            slots.remove(key);
        }
    }

    /// One timer a group, at its earliest deadline. A heartbeat only moves deadlines away: the timer is let fire and
    /// then set anew.
    private void setTimer(Slot slot, Decision decision) {
        if (host == null || (slot.hasTimer() && !decision.changedDeadlines())) {
            return;
        }
        long nextMs = slot.group().nextDeadlineMs();
        if (nextMs < slot.timerAtMs()) {
            slot.replaceTimer(host.schedule(Math.max(0, nextMs - host.monotonicMs()), () -> tick(slot)), nextMs);
        }
    }

    private void tick(Slot slot) {
        slot.timerFired();
        Set<String> gone = slot.group().seating().all().stream()
                .filter(seat -> seat.waiting() != null && !seat.waiting().isOpen())
                .map(Seat::memberId)
                .collect(Collectors.toUnmodifiableSet());
        run(slot, new GroupCommand.Tick(slot.group().key(), gone));
    }

    private void sweep() {
        Deque<GroupKey> left = new ArrayDeque<>();
        slots.all().forEach(slot -> left.add(slot.group().key()));
        sweep(left);
    }

    /// In turns, so that other partitions of the shard are not kept waiting.
    private void sweep(Deque<GroupKey> left) {
        for (int i = 0; i < SWEPT_IN_ONE_TURN && !left.isEmpty(); i++) {
            sweep(left.remove());
        }
        if (host != null) {
            if (left.isEmpty()) {
                host.schedule(settings.retentionCheckIntervalMs(), this::sweep);
            } else {
                host.schedule(0, () -> sweep(left));
            }
        }
    }

    private void sweep(GroupKey key) {
        Slot slot = slots.find(key);
        if (slot == null) {
            return;
        }
        followBin(key.cluster());
        if (graveyard.isPurged(key.cluster())) {
            run(slot, new GroupCommand.Purge(key));
        } else {
            run(
                    slot,
                    new GroupCommand.Sweep(
                            key,
                            (offset, stored) -> graveyard.isDead(key.cluster(), offset, stored),
                            graveyard::isLost));
        }
    }

    private static <A> void refuse(Reply<A> reply, GroupError error) {
        reply.send(new Reply.Refused<>(error));
    }
}
