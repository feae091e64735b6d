package io.naru.broker.simulation;

import io.naru.broker.metadata.BinnedTopic;
import io.naru.broker.metadata.MetadataImage;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.message.DeleteTopicsRequestData;
import org.apache.kafka.common.message.DeleteTopicsRequestData.DeleteTopicState;
import org.apache.kafka.common.message.DeleteTopicsResponseData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;

/// Deletes topics that others use, and has them restored; those nobody uses any more it has purged. Knows the bin from
/// the image, as the control plane does from its events.
final class TopicBinner implements Workload.Actor {
    private static final int TURNS_A_DELETION = 20;
    private static final int DELETE_VERSION = 6;

    private final Workload workload;
    private final SimulatedCell cell;
    private boolean underWay;

    TopicBinner(Workload workload, SimulatedCell cell) {
        this.workload = workload;
        this.cell = cell;
    }

    @Override
    public void abandoned() {
        underWay = false;
    }

    @Override
    public void act() {
        if (underWay) {
            return;
        }
        List<BinnedTopic> bin =
                List.copyOf(cell.image().bin().of(Workload.CLUSTER).values());
        List<BinnedTopic> missed =
                bin.stream().filter(each -> isKept(each.topic().name())).toList();
        if (!missed.isEmpty()) {
            wish(missed.getFirst());
        } else if (!bin.isEmpty() && workload.random().nextInt(4) == 0) {
            wish(bin.get(workload.random().nextInt(bin.size())));
        } else if (workload.random().nextInt(TURNS_A_DELETION) == 0) {
            delete();
        }
    }

    private boolean isKept(String name) {
        return workload.promises().topics().containsKey(name);
    }

    private void delete() {
        List<String> topics = List.copyOf(workload.promises().topics().keySet());
        if (topics.isEmpty()) {
            return;
        }
        String name = topics.get(workload.random().nextInt(topics.size()));
        underWay = true;
        workload.promises().whereabouts(name, Promises.Whereabouts.EITHER);
        DeleteTopicsRequestData request = new DeleteTopicsRequestData()
                .setTimeoutMs(30_000)
                .setTopics(List.of(new DeleteTopicState().setName(name)));
        workload.sendAsTenant(request, DELETE_VERSION, answer -> deleted(name, answer), this::abandoned);
    }

    private void deleted(String name, ApiMessage answer) {
        underWay = false;
        DeleteTopicsResponseData response = (DeleteTopicsResponseData) answer;
        Errors error = Errors.forCode(response.responses().iterator().next().errorCode());
        switch (error) {
            case NONE -> workload.promises().whereabouts(name, Promises.Whereabouts.IN_BIN);
            case UNKNOWN_TOPIC_OR_PARTITION, REQUEST_TIMED_OUT -> {}
            default -> throw new AssertionError(name + ": " + error);
        }
    }

    private void wish(BinnedTopic binned) {
        String name = binned.topic().name();
        if (isKept(name)) {
            workload.promises().whereabouts(name, Promises.Whereabouts.EITHER);
        }
        underWay = true;
        workload.sendAsCell(
                wish(workload.nowMs(), workload.promises().nextWish(), binned, isKept(name) ? "restore" : "purge"),
                DesiredStateWriter.PRODUCE_VERSION,
                answer -> underWay = false,
                this::abandoned);
    }

    static ProduceRequestData wish(long nowMs, long version, BinnedTopic binned, String action) {
        UUID id = binned.topic().id();
        byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return DesiredStateWriter.record(
                nowMs,
                "topic_wish",
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                version,
                "\"lkc\":\"" + Workload.CLUSTER + "\",\"action\":\"" + action + "\",\"binned_version\":"
                        + binned.version() + ",\"name\":\"" + binned.topic().name()
                        + "\",\"principal\":\"u-1\"");
    }

    /// Whether a topic is in the bin; a promised one has to be there or among the topics.
    static boolean isBinned(MetadataImage image, String name) {
        return image.topic(Workload.CLUSTER, name) == null && find(image, name) != null;
    }

    static BinnedTopic find(MetadataImage image, String name) {
        return image.bin().of(Workload.CLUSTER).values().stream()
                .filter(each -> each.topic().name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
