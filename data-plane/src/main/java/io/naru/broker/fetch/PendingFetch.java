package io.naru.broker.fetch;

import io.naru.broker.dispatch.Request;
import io.naru.broker.partition.DataWaiter;
import io.naru.broker.partition.PartitionHandle;
import io.naru.broker.partition.PartitionView;
import io.naru.broker.partition.Partitions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.FetchableTopicResponse;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/// One fetch from its first look to its answer. Reads on the connection's thread only; while it waits, the shards of
/// its
/// partitions tell it when another look may help.
final class PendingFetch implements DataWaiter {
    private final Request request;
    private final FetchRequestData body;
    private final List<FetchTarget> targets;
    private final Partitions partitions;
    private final ReadMeter meter;
    private final AtomicBoolean lookScheduled = new AtomicBoolean();
    private volatile boolean answered;

    PendingFetch(
            Request request, FetchRequestData body, List<FetchTarget> targets, Partitions partitions, ReadMeter meter) {
        this.request = request;
        this.body = body;
        this.targets = targets;
        this.partitions = partitions;
        this.meter = meter;
    }

    /// What one look found.
    ///
    /// @param seen the end of each partition that was looked at, to be waited on
    private record Found(FetchResponseData response, long bytes, boolean urgent, List<Seen> seen) {}

    private record Seen(PartitionHandle handle, long highWatermark) {}

    void begin() {
        Found found = lookNow();
        if (mayWait(found)) {
            park(found.seen());
        } else {
            answer(found);
        }
    }

    private boolean mayWait(Found found) {
        return found.bytes() < body.minBytes()
                && !found.urgent()
                && body.maxWaitMs() > 0
                && !found.seen().isEmpty();
    }

    private void park(List<Seen> seen) {
        if (!partitions.after(body.maxWaitMs(), seen.getFirst().handle(), this::timeOut)) {
            request.eventLoop().execute(this::answerWithWhatIsThere);
            return;
        }
        seen.forEach(each -> partitions.await(each.handle(), each.highWatermark(), this));
    }

    @Override
    public void look() {
        if (!answered && lookScheduled.compareAndSet(false, true)) {
            request.eventLoop().execute(this::lookAgain);
        }
    }

    @Override
    public boolean done() {
        return answered || !request.connection().isOpen();
    }

    private void timeOut() {
        if (!done()) {
            request.eventLoop().execute(this::answerWithWhatIsThere);
        }
    }

    private void lookAgain() {
        lookScheduled.set(false);
        if (answered) {
            return;
        }
        Found found = lookNow();
        if (mayWait(found)) {
            releaseAll(found.response());
        } else {
            answer(found);
        }
    }

    private void answerWithWhatIsThere() {
        if (!answered) {
            answer(lookNow());
        }
    }

    private void answer(Found found) {
        answered = true;
        for (int i = 0; i < targets.size(); i++) {
            measure(targets.get(i), found.response().responses().get(i));
        }
        request.respond(found.response());
    }

    private void measure(FetchTarget target, FetchableTopicResponse topic) {
        if (target.topic() != null) {
            long bytes = 0;
            for (PartitionData partition : topic.partitions()) {
                bytes += partition.records().sizeInBytes();
            }
            if (bytes > 0) {
                meter.read(request.principal().cluster(), target.topic().id(), bytes);
            }
        }
    }

    private Found lookNow() {
        FetchResponseData response = new FetchResponseData();
        List<Seen> seen = new ArrayList<>();
        long bytes = 0;
        boolean urgent = false;
        for (FetchTarget target : targets) {
            FetchableTopicResponse topic = new FetchableTopicResponse()
                    .setTopic(target.asked().topic())
                    .setTopicId(target.asked().topicId());
            response.responses().add(topic);
            for (int i = 0; i < target.handles().size(); i++) {
                PartitionData data = read(target, i, body.maxBytes() - bytes, bytes == 0, seen);
                topic.partitions().add(data);
                bytes += data.records().sizeInBytes();
                urgent |= data.errorCode() != Errors.NONE.code()
                        || data.divergingEpoch().epoch() >= 0;
            }
        }
        return new Found(response, bytes, urgent, seen);
    }

    private PartitionData read(FetchTarget target, int index, long bytesLeft, boolean first, List<Seen> seen) {
        FetchPartition asked = target.asked().partitions().get(index);
        Errors error = target.errorOf(index);
        @Nullable PartitionHandle handle = target.handles().get(index);
        if (error != Errors.NONE || handle == null) {
            return PartitionReader.failed(asked, error);
        }
        PartitionView view = handle.view();
        if (view != null) {
            seen.add(new Seen(handle, view.highWatermark().offset()));
        }
        int maxBytes = (int) Math.max(0, Math.min(asked.partitionMaxBytes(), bytesLeft));
        return PartitionReader.read(asked, view, maxBytes, first);
    }

    private static void releaseAll(FetchResponseData response) {
        response.responses().forEach(topic -> topic.partitions().forEach(PartitionReader::release));
    }
}
