package io.naru.broker.simulation;

import io.naru.broker.dispatch.Listener;
import io.naru.broker.protocol.FileSliceRecords;
import io.naru.broker.record.Batch;
import io.naru.broker.record.RecordCursor;
import io.naru.broker.tenancy.AuthenticationResult;
import io.naru.broker.tenancy.Entrance;
import io.naru.broker.tenancy.PeerInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestTopic;
import org.apache.kafka.common.message.OffsetFetchResponseData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;

/// Asks a started cell for everything that was promised.
final class Audit {
    private final SimulatedCell cell;
    private final Promises promises;

    Audit(SimulatedCell cell, Promises promises) {
        this.cell = cell;
        this.promises = promises;
    }

    /// @throws AssertionError naming the first promise that was broken
    void check() {
        promises.topics().forEach(this::checkTopic);
        promises.commits().forEach(this::checkCommit);
        promises.keys().forEach(this::checkKey);
    }

    private void checkTopic(String name, int partitions) {
        var topic = cell.image().topic(Workload.CLUSTER, name);
        if (topic == null || topic.partitionCount() != partitions) {
            throw new AssertionError("the topic " + name + " was acknowledged, but is " + topic);
        }
        Set<String> seen = new HashSet<>();
        for (int partition = 0; partition < partitions; partition++) {
            Promises.Place place = new Promises.Place(name, partition);
            Map<Long, String> found = read(place);
            for (String value : found.values()) {
                if (!promises.wasTried(value)) {
                    throw new AssertionError(place + " holds " + value + ", which nobody wrote");
                }
                if (!seen.add(value)) {
                    throw new AssertionError(place + " holds " + value + " twice");
                }
            }
            promises.records().getOrDefault(place, new TreeMap<>()).forEach((offset, value) -> {
                if (!value.equals(found.get(offset))) {
                    throw new AssertionError(place + " was acknowledged " + value + " at offset " + offset
                            + ", but holds " + found.get(offset) + "; its offsets are " + found.keySet());
                }
            });
        }
    }

    private Map<Long, String> read(Promises.Place place) {
        Map<Long, String> found = new HashMap<>();
        long offset = 0;
        while (true) {
            PartitionData data = fetch(place, offset);
            if (data.errorCode() != Errors.NONE.code()) {
                throw new AssertionError(place + " can't be read: " + Errors.forCode(data.errorCode()));
            }
            if (!(data.records() instanceof FileSliceRecords records)) {
                return found;
            }
            long next = take(records, found);
            if (next <= offset) {
                return found;
            }
            offset = next;
        }
    }

    private static long take(FileSliceRecords records, Map<Long, String> found) {
        ByteBuffer bytes = ByteBuffer.allocate(records.slice().length());
        try {
            records.slice().read(bytes, records.slice().position());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            records.slice().release();
        }
        bytes.flip();
        long next = -1;
        for (int at = 0; at + Batch.HEADER_BYTES <= bytes.limit(); ) {
            Batch batch = new Batch().wrap(bytes, at);
            if (at + batch.sizeInBytes() > bytes.limit()) {
                break;
            }
            RecordCursor cursor = new RecordCursor().open(batch);
            while (cursor.next()) {
                ByteBuffer value = cursor.value();
                found.put(
                        cursor.offset(),
                        value == null
                                ? ""
                                : StandardCharsets.UTF_8.decode(value).toString());
            }
            next = batch.nextOffset();
            at += batch.sizeInBytes();
        }
        return next;
    }

    private PartitionData fetch(Promises.Place place, long offset) {
        FetchRequestData request = new FetchRequestData()
                .setReplicaId(-1)
                .setMaxWaitMs(0)
                .setMinBytes(0)
                .setMaxBytes(1 << 20);
        request.topics()
                .add(new FetchTopic()
                        .setTopic(place.topic())
                        .setPartitions(List.of(new FetchPartition()
                                .setPartition(place.partition())
                                .setFetchOffset(offset)
                                .setPartitionMaxBytes(1 << 20))));
        FetchResponseData response = (FetchResponseData) ask(request, 12);
        return response.responses().getFirst().partitions().getFirst();
    }

    private void checkCommit(Promises.Place place, Promises.Committed committed) {
        OffsetFetchRequestData request = new OffsetFetchRequestData()
                .setGroupId(OffsetCommitter.GROUP)
                .setTopics(List.of(new OffsetFetchRequestTopic()
                        .setName(place.topic())
                        .setPartitionIndexes(List.of(place.partition()))));
        OffsetFetchResponseData response;
        do {
            response = (OffsetFetchResponseData) ask(request, 7);
        } while (response.errorCode() == Errors.COORDINATOR_LOAD_IN_PROGRESS.code());
        var partition = response.topics().getFirst().partitions().getFirst();
        long found = partition.committedOffset();
        if (response.errorCode() != Errors.NONE.code()
                || found < committed.acknowledged()
                || found > committed.attempted()) {
            throw new AssertionError("the offset of " + place + " is " + found + ", but " + committed
                    + " was promised; error " + Errors.forCode(response.errorCode()));
        }
    }

    private void checkKey(String id, String secret) {
        CompletableFuture<AuthenticationResult> result = new CompletableFuture<>();
        cell.front().authentication().plain(id, secret, new PeerInfo("127.0.0.1", Entrance.CLIENT), result::complete);
        cell.stepUntil(result);
        if (!(result.join() instanceof AuthenticationResult.Accepted)) {
            throw new AssertionError("the key " + id + " was acknowledged, but is " + result.join());
        }
    }

    private ApiMessage ask(ApiMessage request, int version) {
        CompletableFuture<ApiMessage> answer = cell.send(Workload.TENANT, Listener.TEST, request, version);
        cell.stepUntil(answer);
        return answer.join();
    }
}
