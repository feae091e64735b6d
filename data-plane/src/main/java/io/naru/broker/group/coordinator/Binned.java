package io.naru.broker.group.coordinator;

import io.naru.broker.group.coordinator.GroupCommand.FollowBin;
import io.naru.broker.group.model.AsideKey;
import io.naru.broker.group.model.GroupEvent.AsideRemoved;
import io.naru.broker.group.model.GroupEvent.OffsetRemoved;
import io.naru.broker.group.model.GroupEvent.OffsetSetAside;
import io.naru.broker.group.model.GroupEvent.OffsetStored;
import io.naru.broker.group.model.OffsetKey;
import io.naru.broker.group.model.StoredOffset;

/// Has a group's offsets follow their topics into the bin and out of it. Looks at how things are, never at what
/// happened: what a crash or a coordinator that was away has missed is made up for at the next look.
final class Binned {
    void follow(Draft draft, FollowBin command) {
        draft.group().offsets().forEach((key, stored) -> {
            if (draft.moment().bin().containsKey(stored.topicId())) {
                draft.add(new OffsetRemoved(key));
                draft.add(new OffsetSetAside(new AsideKey(stored.topicId(), key.partition()), stored));
            }
        });
        // restored under another name before its offsets had been set aside
        draft.group().offsets().forEach((key, stored) -> {
            String name = command.nameOf().apply(stored.topicId());
            if (name != null && !name.equals(key.topic())) {
                draft.add(new OffsetRemoved(key));
                bringBack(draft, new OffsetKey(name, key.partition()), stored);
            }
        });
        draft.group().aside().forEach((key, stored) -> {
            String name = command.nameOf().apply(key.topicId());
            if (name != null) {
                draft.add(new AsideRemoved(key));
                bringBack(draft, new OffsetKey(name, key.partition()), stored);
            }
        });
    }

    /// The time in the bin does not count towards an offset's retention.
    private static void bringBack(Draft draft, OffsetKey key, StoredOffset stored) {
        StoredOffset present = draft.group().offsets().get(key);
        if (present == null || !present.topicId().equals(stored.topicId())) {
            draft.add(new OffsetStored(
                    key,
                    new StoredOffset(
                            stored.offset(),
                            stored.leaderEpoch(),
                            stored.metadata(),
                            draft.moment().wallMs(),
                            stored.topicId())));
        }
    }
}
