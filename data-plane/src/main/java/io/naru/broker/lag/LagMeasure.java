package io.naru.broker.lag;

import io.naru.broker.group.GroupStanding;
import io.naru.broker.group.model.GroupKey;
import io.naru.broker.group.model.OffsetKey;
import io.naru.broker.group.model.StoredOffset;
import io.naru.broker.metadata.Metadata;
import io.naru.broker.metadata.MetadataImage;
import io.naru.broker.metadata.TopicImage;
import io.naru.broker.partition.PartitionHandle;
import io.naru.broker.partition.PartitionView;
import io.naru.broker.partition.Partitions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Works out the lag of groups; one round after the other, on one thread that may block.
final class LagMeasure {
    private static final Logger LOG = LoggerFactory.getLogger(LagMeasure.class);
    private static final int MOST_READS = 20_000;

    /// A group that committed nothing for so long while records were unread is stuck.
    private static final long STUCK_AFTER_MS = 120_000;

    private static final long UNKNOWN = -1;

    private record Place(UUID topic, int partition, long offset) {}

    /// What a group had committed when that last changed.
    private record Seen(long committed, long sinceMs) {}

    private final Metadata metadata;
    private final Partitions partitions;
    private Map<GroupKey, Seen> seen = new HashMap<>();

    /// When unread records were written, as read in the last round: a group that stands still is read once.
    private Map<Place, Long> times = new HashMap<>();

    LagMeasure(Metadata metadata, Partitions partitions) {
        this.metadata = metadata;
        this.partitions = partitions;
    }

    List<GroupLag> round(List<GroupStanding> groups, long nowMs) {
        MetadataImage image = metadata.image();
        Map<GroupKey, Seen> nowSeen = new HashMap<>();
        Map<Place, Long> nowTimes = new HashMap<>();
        List<GroupLag> lags = new ArrayList<>();
        for (GroupStanding group : groups) {
            Tally tally = new Tally();
            group.offsets().forEach((key, stored) -> count(image, group.key(), key, stored, nowTimes, tally));
            Seen before = seen.get(group.key());
            Seen now = before != null && before.committed() == tally.committed && tally.messages > 0
                    ? before
                    : new Seen(tally.committed, nowMs);
            nowSeen.put(group.key(), now);
            long still = nowMs - now.sinceMs();
            lags.add(new GroupLag(
                    group.key().cluster(),
                    group.key().group(),
                    group.members(),
                    tally.messages,
                    tally.lagMs(nowMs),
                    still >= STUCK_AFTER_MS ? still : 0));
        }
        seen = nowSeen;
        times = nowTimes;
        return lags;
    }

    /// Sums over a group's partitions.
    private static final class Tally {
        long committed;
        long messages;
        long oldestMs = Long.MAX_VALUE;

        long lagMs(long nowMs) {
            if (messages == 0) {
                return 0;
            }
            return oldestMs == Long.MAX_VALUE ? UNKNOWN : Math.max(0, nowMs - oldestMs);
        }
    }

    private void count(
            MetadataImage image,
            GroupKey group,
            OffsetKey key,
            StoredOffset stored,
            Map<Place, Long> nowTimes,
            Tally tally) {
        TopicImage topic = image.topic(group.cluster(), key.topic());
        PartitionHandle handle = topic == null || !topic.id().equals(stored.topicId())
                ? null
                : partitions.find(topic.id(), key.partition());
        PartitionView view = handle == null ? null : handle.view();
        if (topic == null || view == null) {
            return;
        }
        tally.committed += stored.offset();
        long first = Math.max(stored.offset(), view.logStartOffset());
        long unread = view.highWatermark().offset() - first;
        if (unread > 0) {
            tally.messages += unread;
            Place place = new Place(topic.id(), key.partition(), first);
            Long writtenMs = times.get(place);
            if (writtenMs == null) {
                writtenMs = nowTimes.size() < MOST_READS ? read(view, first) : null;
            }
            if (writtenMs != null) {
                nowTimes.put(place, writtenMs);
                tally.oldestMs = Math.min(tally.oldestMs, writtenMs);
            }
        }
    }

    /// The time of the batch that holds an offset: of its first record, as producers give it.
    private static @Nullable Long read(PartitionView view, long offset) {
        try {
            long[] time = {UNKNOWN};
            view.log()
                    .replay(
                            offset,
                            view.highWatermark(),
                            1,
                            batch -> time[0] = batch.hasAppendTime() ? batch.maxTimestamp() : batch.baseTimestamp());
            return time[0] < 0 ? null : Long.valueOf(time[0]);
        } catch (IOException e) {
            LOG.debug("the time of an unread record is not known: {}", e.getMessage());
            return null;
        }
    }
}
