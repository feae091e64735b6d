package io.naru.broker.log;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// At which offset each leader epoch began (KIP-101). Immutable; both columns rise.
record EpochHistory(List<Start> starts) {
    static final EpochHistory EMPTY = new EpochHistory(List.of());
    static final int NO_EPOCH = -1;

    record Start(int epoch, long offset) {}

    /// Adds an epoch if it is newer than the latest. An epoch that got no record gives way to the one that begins
    /// at the same offset.
    EpochHistory withEpoch(int epoch, long startOffset) {
        if (epoch <= latestEpoch()) {
            return this;
        }
        var longer = new ArrayList<>(starts);
        while (!longer.isEmpty() && longer.getLast().offset() >= startOffset) {
            longer.removeLast();
        }
        longer.add(new Start(epoch, startOffset));
        return new EpochHistory(List.copyOf(longer));
    }

    /// Forgets the epochs that began at or above the end of the log.
    EpochHistory cutAt(long endOffset) {
        if (starts.isEmpty() || starts.getLast().offset() < endOffset) {
            return this;
        }
        return new EpochHistory(
                starts.stream().filter(start -> start.offset() < endOffset).toList());
    }

    /// Forgets the epochs that ended below the start of the log. The one before the first record stays known, even
    /// if all records are cut later.
    EpochHistory cutBefore(long startOffset) {
        int first = 0;
        while (first + 1 < starts.size() && starts.get(first + 1).offset() < startOffset) {
            first++;
        }
        if (first == 0) {
            return this;
        }
        var rest = new ArrayList<>(starts.subList(first, starts.size()));
        return new EpochHistory(List.copyOf(rest));
    }

    int latestEpoch() {
        return starts.isEmpty() ? NO_EPOCH : starts.getLast().epoch();
    }

    /// The epoch an offset belongs to, or -1.
    int epochAt(long offset) {
        int epoch = NO_EPOCH;
        for (Start start : starts) {
            if (start.offset() > offset) {
                break;
            }
            epoch = start.epoch();
        }
        return epoch;
    }

    /// Where an epoch ended in a log that ends at the given offset; null for one that is above the latest, or when
    /// nothing is known.
    @Nullable
    EpochEnd endOf(int epoch, long logEndOffset) {
        if (starts.isEmpty() || epoch > latestEpoch() || epoch < 0) {
            return null;
        }
        int floor = NO_EPOCH;
        for (Start start : starts) {
            if (start.epoch() > epoch) {
                return new EpochEnd(floor == NO_EPOCH ? epoch : floor, start.offset());
            }
            floor = start.epoch();
        }
        return new EpochEnd(floor, logEndOffset);
    }
}
