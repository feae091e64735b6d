package io.naru.broker.simulation;

import io.naru.broker.controller.SystemTopics;
import io.naru.broker.dispatch.Listener;
import io.naru.broker.metadata.BinnedTopic;
import io.naru.broker.simulation.FetchedRecords.Fetched;
import io.naru.broker.tenancy.AuthenticationResult;
import io.naru.broker.tenancy.Principal;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsPartition;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsTopic;
import org.apache.kafka.common.message.ListOffsetsResponseData;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestTopic;
import org.apache.kafka.common.message.OffsetFetchResponseData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;

/// Asks a started cell for everything that was promised.
final class Audit {
    private static final long EARLIEST = -2;
    private static final int MOST_TRIES = 100;
    private static final int STEPS_A_WISH = 5_000;

    private final SimulatedCell cell;
    private final Promises promises;

    Audit(SimulatedCell cell, Promises promises) {
        this.cell = cell;
        this.promises = promises;
    }

    /// @throws AssertionError naming the first promise that was broken
    void check() {
        promises.topics().keySet().forEach(this::restoreFromBin);
        promises.topics().forEach(this::checkTopic);
        promises.deletedTopics().forEach(this::checkDeleted);
        checkDesiredState();
        promises.commits().forEach(this::checkCommit);
        promises.keys().forEach(this::checkKey);
    }

    /// What was in the bin is as it was, once it is back.
    private void restoreFromBin(String name) {
        boolean binned = TopicBinner.isBinned(cell.image(), name);
        Promises.Whereabouts promised = promises.whereabouts(name);
        if (promised != Promises.Whereabouts.EITHER && binned != (promised == Promises.Whereabouts.IN_BIN)) {
            throw new AssertionError("the topic " + name + " was to be " + promised + ", but the bin holds "
                    + cell.image().bin().of(Workload.CLUSTER));
        }
        if (binned) {
            checkUnknown(name);
        }
        for (int i = 0; i < MOST_TRIES && TopicBinner.isBinned(cell.image(), name); i++) {
            restore(TopicBinner.find(cell.image(), name));
        }
        promises.whereabouts(name, Promises.Whereabouts.THERE);
    }

    private void restore(BinnedTopic binned) {
        var wish = TopicBinner.wish(cell.clock().wallMs(), promises.nextWish(), binned, "restore");
        cell.stepUntil(cell.send(Principal.CELL, Listener.SYSTEM, wish, DesiredStateWriter.PRODUCE_VERSION));
        String name = binned.topic().name();
        for (int step = 0; step < STEPS_A_WISH && TopicBinner.isBinned(cell.image(), name); step++) {
            cell.step();
            cell.advanceMs(step % 64 == 0 ? 1 : 0);
        }
    }

    private void checkUnknown(String name) {
        FetchResponseData response = (FetchResponseData)
                ask(new Promises.Place(name, 0), Workload.fetch(name, 0, 0), Workload.FETCH_VERSION);
        Errors error = Errors.forCode(
                response.responses().getFirst().partitions().getFirst().errorCode());
        // a wish under way may bring it back at any moment
        if (error != Errors.UNKNOWN_TOPIC_OR_PARTITION && TopicBinner.isBinned(cell.image(), name)) {
            throw new AssertionError(name + " is in the bin, but a fetch is answered " + error);
        }
    }

    private void checkTopic(String name, Promises.Topic promised) {
        var topic = cell.image().topic(Workload.CLUSTER, name);
        if (topic == null || topic.partitionCount() != promised.partitions()) {
            throw new AssertionError("the topic " + name + " was acknowledged, but is " + topic);
        }
        Set<String> seen = new HashSet<>();
        for (int partition = 0; partition < promised.partitions(); partition++) {
            checkPartition(new Promises.Place(name, partition), promised.expires(), seen);
        }
    }

    private void checkDeleted(String name) {
        if (cell.image().topic(Workload.CLUSTER, name) != null) {
            throw new AssertionError("the topic " + name + " was deleted, but is there");
        }
    }

    private void checkPartition(Promises.Place place, boolean expires, Set<String> seen) {
        long start = checkStart(place, expires);
        NavigableMap<Long, Fetched> found = read(place, start);
        found.forEach((offset, record) -> {
            if (!promises.wasTried(record.value())) {
                throw new AssertionError(place + " holds " + record.value() + ", which nobody wrote");
            }
            if (!seen.add(record.value())) {
                throw new AssertionError(place + " holds " + record.value() + " twice");
            }
            // what a reader saw may not vanish either
            promises.recordAcknowledged(place, offset, record.value());
        });
        promises.records().getOrDefault(place, new TreeMap<>()).tailMap(start).forEach((offset, value) -> {
            Fetched there = found.get(offset);
            if (there == null || !value.equals(there.value())) {
                throw new AssertionError(place + " was acknowledged " + value + " at offset " + offset + ", but holds "
                        + there + "; its offsets are " + found.keySet());
            }
        });
        if (!found.isEmpty()) {
            checkLookUps(place, found);
        }
    }

    /// Whatever compaction left of it can be found.
    private void checkDesiredState() {
        Promises.Place place = new Promises.Place(SystemTopics.DESIRED, 0);
        NavigableMap<Long, Fetched> found = read(place, offsetFor(place, EARLIEST));
        if (!found.isEmpty()) {
            checkLookUps(place, found);
        }
    }

    /// The log may begin where somebody deleted to, or where retention did; once seen it never goes back.
    private long checkStart(Promises.Place place, boolean expires) {
        long start = offsetFor(place, EARLIEST);
        Promises.Progress promised = promises.start(place);
        if (start < promised.acknowledged()) {
            throw new AssertionError(
                    place + " begins at " + start + ", though all before " + promised.acknowledged() + " was deleted");
        }
        if (start > promised.attempted() && !expires) {
            throw new AssertionError(
                    place + " begins at " + start + ", though nobody deleted beyond " + promised.attempted());
        }
        promises.startSeen(place, start);
        return start;
    }

    private NavigableMap<Long, Fetched> read(Promises.Place place, long start) {
        NavigableMap<Long, Fetched> found = new TreeMap<>();
        for (long offset = start; ; ) {
            FetchedRecords fetched = FetchedRecords.of(fetch(place, offset));
            found.putAll(fetched.records().tailMap(offset));
            if (fetched.next() <= offset) {
                return found;
            }
            offset = fetched.next();
        }
    }

    /// Indexes lead to what is there: from an offset in the middle, and from a time.
    private void checkLookUps(Promises.Place place, NavigableMap<Long, Fetched> found) {
        List<Long> offsets = List.copyOf(found.keySet());
        long from = offsets.get(cell.random().nextInt(offsets.size()));
        NavigableMap<Long, Fetched> fetched =
                FetchedRecords.of(fetch(place, from)).records();
        if (!found.get(from).equals(fetched.get(from))) {
            throw new AssertionError(
                    place + " holds offset " + from + ", but a fetch from there brought " + fetched.keySet());
        }
        long sought = found.get(from).timestampMs();
        long expected = offsets.stream()
                .filter(offset -> found.get(offset).timestampMs() >= sought)
                .findFirst()
                .orElseThrow();
        long looked = offsetFor(place, sought);
        if (looked != expected) {
            throw new AssertionError(place + " has its first record of time " + sought + " at offset " + expected
                    + ", but says " + looked);
        }
    }

    private PartitionData fetch(Promises.Place place, long offset) {
        FetchRequestData request = Workload.fetch(place.topic(), place.partition(), offset);
        FetchResponseData response = (FetchResponseData) ask(place, request, Workload.FETCH_VERSION);
        PartitionData data = response.responses().getFirst().partitions().getFirst();
        if (data.errorCode() != Errors.NONE.code()) {
            throw new AssertionError(place + " can't be read from " + offset + ": " + Errors.forCode(data.errorCode()));
        }
        return data;
    }

    private long offsetFor(Promises.Place place, long timestamp) {
        ListOffsetsRequestData request = new ListOffsetsRequestData().setReplicaId(-1);
        request.topics()
                .add(new ListOffsetsTopic()
                        .setName(place.topic())
                        .setPartitions(List.of(new ListOffsetsPartition()
                                .setPartitionIndex(place.partition())
                                .setTimestamp(timestamp))));
        ListOffsetsResponseData response = (ListOffsetsResponseData) ask(place, request, 7);
        var partition = response.topics().getFirst().partitions().getFirst();
        if (partition.errorCode() != Errors.NONE.code()) {
            throw new AssertionError(
                    place + " has no offset for time " + timestamp + ": " + Errors.forCode(partition.errorCode()));
        }
        return partition.offset();
    }

    private void checkCommit(Promises.Place place, Promises.Progress committed) {
        OffsetFetchRequestData request = new OffsetFetchRequestData()
                .setGroupId(OffsetCommitter.GROUP)
                .setTopics(List.of(new OffsetFetchRequestTopic()
                        .setName(place.topic())
                        .setPartitionIndexes(List.of(place.partition()))));
        OffsetFetchResponseData response = (OffsetFetchResponseData) ask(place, request, 7);
        for (int i = 0; i < MOST_TRIES && response.errorCode() == Errors.COORDINATOR_LOAD_IN_PROGRESS.code(); i++) {
            response = (OffsetFetchResponseData) ask(place, request, 7);
        }
        var partition = response.topics().getFirst().partitions().getFirst();
        long found = partition.committedOffset();
        if (response.errorCode() != Errors.NONE.code()
                || found < committed.acknowledged()
                || found > committed.attempted()) {
            throw new AssertionError("the offset of " + place + " is " + found + ", but " + committed
                    + " was promised; error " + Errors.forCode(response.errorCode()));
        }
    }

    private void checkKey(String id, Promises.Key key) {
        AuthenticationResult result = logIn(id, key.secret());
        for (int i = 0; i < MOST_TRIES && result instanceof AuthenticationResult.Unavailable; i++) {
            result = logIn(id, key.secret());
        }
        boolean accepted = result instanceof AuthenticationResult.Accepted;
        if (key.expected() != Promises.LogIn.EITHER && accepted != (key.expected() == Promises.LogIn.ACCEPTED)) {
            throw new AssertionError("the key " + id + " was to be " + key + ", but is " + result);
        }
    }

    private AuthenticationResult logIn(String id, String secret) {
        CompletableFuture<AuthenticationResult> result = cell.front().logIn(id, secret);
        cell.stepUntil(result);
        cell.front().endLogIns();
        return result.join();
    }

    /// Asks again when the connection breaks.
    private ApiMessage ask(Promises.Place place, ApiMessage request, int version) {
        for (int i = 0; i < MOST_TRIES; i++) {
            CompletableFuture<ApiMessage> answer = place.topic().equals(SystemTopics.DESIRED)
                    ? cell.send(Principal.CELL, Listener.SYSTEM, request, version)
                    : cell.send(Workload.TENANT, Listener.TEST, request, version);
            cell.stepUntil(answer);
            if (!answer.isCompletedExceptionally()) {
                return answer.join();
            }
        }
        throw new AssertionError("no answer to " + request + " after " + MOST_TRIES + " tries");
    }
}
