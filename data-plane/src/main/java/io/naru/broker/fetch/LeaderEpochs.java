package io.naru.broker.fetch;

import io.naru.broker.log.EpochEnd;
import io.naru.broker.partition.PartitionView;
import org.apache.kafka.common.message.FetchResponseData.EpochEndOffset;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/// The leader epoch a client believes in, against ours (KIP-320).
final class LeaderEpochs {
    private static final int NOT_SENT = -1;

    private LeaderEpochs() {}

    static Errors check(int clientsEpoch, PartitionView view) {
        if (clientsEpoch == NOT_SENT || clientsEpoch == view.leaderEpoch()) {
            return Errors.NONE;
        }
        return clientsEpoch < view.leaderEpoch() ? Errors.FENCED_LEADER_EPOCH : Errors.UNKNOWN_LEADER_EPOCH;
    }

    /// Where the client's log and ours part, or null if ours contains what it has read.
    static @Nullable EpochEndOffset divergence(int lastFetchedEpoch, long fetchOffset, PartitionView view) {
        EpochEnd ours = view.log().endOffsetFor(lastFetchedEpoch);
        if (ours == null) {
            return new EpochEndOffset().setEpoch(NOT_SENT).setEndOffset(NOT_SENT);
        }
        return ours.epoch() < lastFetchedEpoch || ours.endOffset() < fetchOffset
                ? new EpochEndOffset().setEpoch(ours.epoch()).setEndOffset(ours.endOffset())
                : null;
    }
}
