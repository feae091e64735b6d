package io.naru.broker.group.coordinator;

import io.naru.broker.group.coordinator.GroupCommand.Accepted;
import io.naru.broker.group.coordinator.GroupCommand.CommitOffsets;
import io.naru.broker.group.coordinator.GroupCommand.DeleteGroup;
import io.naru.broker.group.coordinator.GroupCommand.DeleteOffsets;
import io.naru.broker.group.coordinator.GroupCommand.ForgetTopic;
import io.naru.broker.group.coordinator.GroupCommand.OffsetCommit;
import io.naru.broker.group.coordinator.GroupCommand.Sweep;
import io.naru.broker.group.model.AsideKey;
import io.naru.broker.group.model.Group;
import io.naru.broker.group.model.GroupError;
import io.naru.broker.group.model.GroupEvent.AsideRemoved;
import io.naru.broker.group.model.GroupEvent.GroupRemoved;
import io.naru.broker.group.model.GroupEvent.Heard;
import io.naru.broker.group.model.GroupEvent.IdReleased;
import io.naru.broker.group.model.GroupEvent.OffsetRemoved;
import io.naru.broker.group.model.GroupEvent.OffsetSetAside;
import io.naru.broker.group.model.GroupEvent.OffsetStored;
import io.naru.broker.group.model.OffsetKey;
import io.naru.broker.group.model.Phase;
import io.naru.broker.group.model.Seat;
import io.naru.broker.group.model.StoredOffset;
import io.naru.broker.group.model.Subscription;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a group keeps, and for how long: its offsets and itself.
final class Keeping {
    private static final String CONSUMER = "consumer";

    private final GroupSettings settings;

    Keeping(GroupSettings settings) {
        this.settings = settings;
    }

    void commit(Draft draft, CommitOffsets commit) {
        GroupError objection = objection(draft, commit);
        if (objection != null) {
            draft.refuse(commit.reply(), objection);
            return;
        }
        for (OffsetCommit each : commit.offsets()) {
            var stored = new StoredOffset(
                    each.offset(),
                    each.leaderEpoch(),
                    each.metadata(),
                    draft.moment().wallMs(),
                    each.topicId());
            // a commit that was under way when its topic was deleted
            draft.add(
                    draft.moment().bin().containsKey(each.topicId())
                            ? new OffsetSetAside(
                                    new AsideKey(each.topicId(), each.key().partition()), stored)
                            : new OffsetStored(each.key(), stored));
        }
        if (draft.group().seating().seat(commit.member().memberId()) != null) {
            draft.add(new Heard(commit.member().memberId(), draft.nowMs()));
        }
        draft.answer(commit.reply(), new Accepted());
    }

    private @Nullable GroupError objection(Draft draft, CommitOffsets commit) {
        Group group = draft.group();
        if (!group.exists() && commit.generation() >= 0) {
            return commit.unknownGroup();
        }
        if (!group.exists() && draft.moment().clusterIsFull()) {
            return GroupError.POLICY_VIOLATION;
        }
        if (group.offsets().size() + commit.offsets().size() > settings.maxOffsets()
                && group.offsets().size() + newKeys(group, commit) > settings.maxOffsets()) {
            return GroupError.INVALID_COMMIT_OFFSET_SIZE;
        }
        if (group.isEmpty() && commit.generation() < 0) {
            return null;
        }
        if (commit.generation() < 0 && commit.member().isAnonymous()) {
            return GroupError.UNKNOWN_MEMBER_ID;
        }
        GroupError objection = Membership.objection(group, commit.member(), commit.generation());
        if (objection != null) {
            return objection;
        }
        return group.phase() instanceof Phase.Completing ? GroupError.REBALANCE_IN_PROGRESS : null;
    }

    private static long newKeys(Group group, CommitOffsets commit) {
        return commit.offsets().stream()
                .map(OffsetCommit::key)
                .filter(key -> !group.offsets().containsKey(key))
                .distinct()
                .count();
    }

    void deleteGroup(Draft draft, DeleteGroup delete) {
        if (!draft.group().exists()) {
            draft.refuse(delete.reply(), GroupError.GROUP_ID_NOT_FOUND);
        } else if (!draft.group().isEmpty()) {
            draft.refuse(delete.reply(), GroupError.NON_EMPTY_GROUP);
        } else {
            erase(draft);
            draft.answer(delete.reply(), new Accepted());
        }
    }

    void deleteOffsets(Draft draft, DeleteOffsets delete) {
        Group group = draft.group();
        Optional<Set<String>> subscribed = Subscription.topics(group);
        if (!group.exists()) {
            draft.refuse(delete.reply(), GroupError.GROUP_ID_NOT_FOUND);
        } else if (!group.isEmpty() && !CONSUMER.equals(group.protocolType())) {
            draft.refuse(delete.reply(), GroupError.NON_EMPTY_GROUP);
        } else {
            Map<OffsetKey, GroupError> refused = new HashMap<>();
            for (OffsetKey key : delete.offsets()) {
                boolean inUse = !group.isEmpty()
                        && subscribed
                                .map(topics -> topics.contains(key.topic()))
                                .orElse(true);
                if (inUse) {
                    refused.put(key, GroupError.GROUP_SUBSCRIBED_TO_TOPIC);
                } else if (draft.group().offsets().containsKey(key)) {
                    draft.add(new OffsetRemoved(key));
                }
            }
            draft.answer(delete.reply(), Map.copyOf(refused));
        }
    }

    /// A topic made anew under the name keeps its offsets: those bear its own id.
    void forgetTopic(Draft draft, ForgetTopic forget) {
        draft.group().offsets().forEach((key, stored) -> {
            if (key.topic().equals(forget.topic()) && stored.topicId().equals(forget.topicId())) {
                draft.add(new OffsetRemoved(key));
            }
        });
        draft.group().aside().forEach((key, stored) -> {
            if (key.topicId().equals(forget.topicId())) {
                draft.add(new AsideRemoved(key));
            }
        });
    }

    void sweep(Draft draft, Sweep sweep) {
        Group group = draft.group();
        Optional<Set<String>> subscribed = Subscription.topics(group);
        group.offsets().forEach((key, stored) -> {
            if (sweep.dead().test(key, stored) || isPastRetention(draft, group, subscribed, key, stored)) {
                draft.add(new OffsetRemoved(key));
            }
        });
        group.aside().forEach((key, stored) -> {
            if (sweep.lost().test(key.topicId()) && isOld(draft, stored.commitTimeMs())) {
                draft.add(new AsideRemoved(key));
            }
        });
        if (draft.group().isEmpty()
                && draft.group().offsets().isEmpty()
                && draft.group().aside().isEmpty()
                && draft.group().seating().reserved().isEmpty()
                && draft.group().recorded()) {
            draft.add(new GroupRemoved());
        }
    }

    /// The clock runs from when the last member went; in a group without members ever, from the commit; and for topics
    /// that the members of a settled group do not read any more, from the commit as well.
    private boolean isPastRetention(
            Draft draft, Group group, Optional<Set<String>> subscribed, OffsetKey key, StoredOffset stored) {
        return switch (group.phase()) {
            case Phase.Empty empty ->
                isOld(
                        draft,
                        group.protocolType() == null
                                ? stored.commitTimeMs()
                                : Math.max(empty.sinceMs(), stored.commitTimeMs()));
            case Phase.Stable stable ->
                subscribed.isPresent()
                        && !subscribed.get().contains(key.topic())
                        && isOld(draft, stored.commitTimeMs());
            case Phase.Preparing preparing -> false;
            case Phase.Completing completing -> false;
        };
    }

    private boolean isOld(Draft draft, long sinceMs) {
        return draft.moment().wallMs() - sinceMs >= settings.offsetRetentionMs();
    }

    void purge(Draft draft) {
        for (Seat seat : draft.group().seating().all()) {
            draft.refuseWaiting(seat, GroupError.COORDINATOR_NOT_AVAILABLE);
        }
        erase(draft);
    }

    /// The group's own record goes last: a crash in between leaves a group that can be deleted again.
    private static void erase(Draft draft) {
        for (OffsetKey key : List.copyOf(draft.group().offsets().keySet())) {
            draft.add(new OffsetRemoved(key));
        }
        for (AsideKey key : List.copyOf(draft.group().aside().keySet())) {
            draft.add(new AsideRemoved(key));
        }
        for (String id : List.copyOf(draft.group().seating().reserved().keySet())) {
            draft.add(new IdReleased(id));
        }
        draft.add(new GroupRemoved());
    }
}
