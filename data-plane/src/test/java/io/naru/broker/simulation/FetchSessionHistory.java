package io.naru.broker.simulation;

import io.naru.broker.dispatch.Listener;
import io.naru.broker.protocol.WireRecords;
import io.naru.broker.protocol.WireUuid;
import io.naru.broker.record.BatchBuilder;
import io.naru.broker.tenancy.Principal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.DeleteRecordsRequestData;
import org.apache.kafka.common.message.DeleteRecordsRequestData.DeleteRecordsPartition;
import org.apache.kafka.common.message.DeleteRecordsRequestData.DeleteRecordsTopic;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.FetchRequestData.ForgottenTopic;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.FetchableTopicResponse;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;

/// One random life of a consumer's session beside a plain model of it: a linked map of what was asked and told. Every
/// answer must be the one the model expects, neither a partition more nor less.
final class FetchSessionHistory {
    private static final int TOPICS = 2;
    private static final int PARTITIONS = 3;
    private static final int GENEROUS_BYTES = 1 << 20;
    private static final Principal STRANGER = new Principal(Workload.CLUSTER, "stranger", "key");

    private final long seed;
    private final short version;
    private final SplittableRandom random;
    private final SimulatedCell cell;
    private final List<Uuid> ids = new ArrayList<>();
    private final Map<Place, Log> logs = new LinkedHashMap<>();
    private final Session session = new Session();

    /// @param partition one above the topic's last does not exist
    private record Place(int topic, int partition) {}

    private static final class Log {
        long start;
        long end;
    }

    /// What a partition's answer says; offsets are -1 where nothing is known.
    private record Told(short error, long highWatermark, long start, boolean records) {}

    private static final class Row {
        long offset;
        long highWatermark = -1;
        long start = -1;
    }

    private static final class Session {
        int id;
        int epoch;
        final LinkedHashMap<Place, Row> rows = new LinkedHashMap<>();
    }

    FetchSessionHistory(long seed, short version) {
        this.seed = seed;
        this.version = version;
        this.random = new SplittableRandom(seed);
        this.cell = new SimulatedCell(random);
        cell.start();
        for (int topic = 0; topic < TOPICS; topic++) {
            CreateTopicsRequestData request = new CreateTopicsRequestData().setTimeoutMs(30_000);
            request.topics()
                    .add(new CreatableTopic()
                            .setName(name(topic))
                            .setNumPartitions(PARTITIONS)
                            .setReplicationFactor((short) 1));
            ask(Workload.TENANT, request, 7);
            ids.add(WireUuid.toKafka(
                    cell.image().topic(Workload.CLUSTER, name(topic)).id()));
            for (int partition = 0; partition < PARTITIONS; partition++) {
                logs.put(new Place(topic, partition), new Log());
            }
        }
    }

    void takeOne() {
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> produce();
            case 5 -> deleteRecords();
            case 6 -> beginAnew();
            case 7 -> close();
            case 8 -> tryAWrongEpoch();
            case 9 -> tryAsAStranger();
            case 10, 11 -> overtake();
            default -> goOn();
        }
    }

    // ---- what happens to the logs

    private void produce() {
        Place place = anyLog();
        ProduceRequestData request =
                new ProduceRequestData().setAcks((short) -1).setTimeoutMs(30_000);
        TopicProduceData data = new TopicProduceData().setTopicId(ids.get(place.topic()));
        data.partitionData()
                .add(new PartitionProduceData()
                        .setIndex(place.partition())
                        .setRecords(WireRecords.of(new BatchBuilder()
                                .add(cell.clock().wallMs(), null, new byte[10])
                                .build())));
        request.topicData().add(data);
        ask(Workload.TENANT, request, 13);
        log(place).end++;
    }

    private void deleteRecords() {
        Place place = anyLog();
        Log log = log(place);
        long start = log.start + random.nextLong(log.end - log.start + 1);
        DeleteRecordsRequestData request = new DeleteRecordsRequestData().setTimeoutMs(30_000);
        request.topics()
                .add(new DeleteRecordsTopic()
                        .setName(name(place.topic()))
                        .setPartitions(List.of(new DeleteRecordsPartition()
                                .setPartitionIndex(place.partition())
                                .setOffset(start))));
        ask(Workload.TENANT, request, 2);
        log.start = start;
    }

    // ---- what the consumer does

    private void beginAnew() {
        boolean generous = random.nextBoolean();
        FetchRequestData request = request(session.id, 0, generous);
        session.rows.clear();
        for (int i = random.nextInt(6); i >= 0; i--) {
            want(request, anyPlace());
        }
        FetchResponseData answer = fetch(Workload.TENANT, request);
        session.id = answer.sessionId();
        session.epoch = 1;
        require(session.id > 0, "a full fetch begins a session");
        check(answer, expect(false, generous));
    }

    private void close() {
        FetchRequestData request = request(session.id, -1, true);
        session.rows.clear();
        want(request, anyPlace());
        FetchResponseData answer = fetch(Workload.TENANT, request);
        require(answer.sessionId() == 0, "a closing fetch has no session");
        check(answer, expect(false, true));
        session.rows.clear();
        session.id = 0;
    }

    private void goOn() {
        if (session.id == 0) {
            beginAnew();
            return;
        }
        boolean generous = random.nextBoolean();
        FetchResponseData answer = fetch(Workload.TENANT, next(generous));
        if (session.rows.isEmpty()) {
            requireNoSession(answer);
            return;
        }
        require(answer.sessionId() == session.id, "an incremental answer names its session");
        check(answer, expect(true, generous));
    }

    /// Another connection goes on with the session while a fetch waits: the one that waits must not answer any more.
    private void overtake() {
        if (session.id == 0) {
            return;
        }
        FetchRequestData first = next(true).setMaxWaitMs(1_000).setMinBytes(GENEROUS_BYTES);
        boolean empty = session.rows.isEmpty();
        CompletableFuture<ApiMessage> waiting = cell.send(Workload.TENANT, Listener.TEST, first, version);
        for (int i = 0; i < 100; i++) {
            cell.step();
        }
        if (waiting.isDone() || empty) {
            cell.stepUntil(waiting);
            FetchResponseData answer = (FetchResponseData) waiting.join();
            if (empty) {
                requireNoSession(answer);
            } else {
                check(answer, expect(true, true));
            }
            return;
        }
        goOn();
        cell.advanceMs(1_001);
        cell.stepUntil(waiting);
        FetchResponseData late = (FetchResponseData) waiting.join();
        require(
                late.errorCode() == Errors.INVALID_FETCH_SESSION_EPOCH.code()
                        && late.responses().isEmpty(),
                "a fetch that was overtaken says so, but answered " + late);
    }

    private void tryAWrongEpoch() {
        int wrong = session.epoch + 1 + random.nextInt(5);
        FetchResponseData answer = fetch(Workload.TENANT, request(session.id, wrong, true));
        Errors expected = session.id == 0 ? Errors.FETCH_SESSION_ID_NOT_FOUND : Errors.INVALID_FETCH_SESSION_EPOCH;
        require(answer.errorCode() == expected.code() && answer.sessionId() == 0, "expected " + expected);
    }

    private void tryAsAStranger() {
        FetchResponseData answer = fetch(STRANGER, request(session.id, Math.max(1, session.epoch), true));
        require(answer.errorCode() == Errors.FETCH_SESSION_ID_NOT_FOUND.code(), "a stranger finds no session");
        fetch(STRANGER, request(session.id, -1, true));
    }

    private FetchRequestData next(boolean generous) {
        FetchRequestData request = request(session.id, session.epoch++, generous);
        for (int i = random.nextInt(3); i > 0; i--) {
            want(request, anyPlace());
        }
        if (random.nextInt(4) == 0) {
            forget(request, anyPlace());
        }
        return request;
    }

    private void want(FetchRequestData request, Place place) {
        Log log = logs.get(place);
        long offset = log == null ? 0 : Math.max(0, log.end - random.nextInt(3));
        FetchTopic topic = new FetchTopic();
        if (version >= 13) {
            topic.setTopicId(ids.get(place.topic()));
        } else {
            topic.setTopic(name(place.topic()));
        }
        topic.partitions()
                .add(new FetchPartition()
                        .setPartition(place.partition())
                        .setFetchOffset(offset)
                        .setPartitionMaxBytes(GENEROUS_BYTES));
        request.topics().add(topic);
        session.rows.computeIfAbsent(place, any -> new Row()).offset = offset;
    }

    private void forget(FetchRequestData request, Place place) {
        ForgottenTopic topic = new ForgottenTopic().setPartitions(List.of(place.partition()));
        if (version >= 13) {
            topic.setTopicId(ids.get(place.topic()));
        } else {
            topic.setTopic(name(place.topic()));
        }
        request.forgottenTopicsData().add(topic);
        session.rows.remove(place);
    }

    // ---- what the model expects

    /// @param changesOnly whether this is an incremental answer, else all is told and nothing moves
    private Map<Place, Told> expect(boolean changesOnly, boolean generous) {
        Map<Place, Told> expected = new LinkedHashMap<>();
        List<Place> withRecords = new ArrayList<>();
        session.rows.forEach((place, row) -> {
            Told told = tell(place, row, generous || withRecords.isEmpty());
            if (told.records()) {
                withRecords.add(place);
            }
            boolean changed = told.error() != 0
                    || told.records()
                    || told.highWatermark() != row.highWatermark
                    || told.start() != row.start;
            if (changed || !changesOnly) {
                expected.put(place, told);
            }
            row.highWatermark = told.error() == 0 ? told.highWatermark() : -1;
            row.start = told.start();
        });
        if (changesOnly) {
            withRecords.forEach(place -> session.rows.putLast(place, session.rows.get(place)));
        }
        return expected;
    }

    private Told tell(Place place, Row row, boolean mayHaveRecords) {
        Log log = logs.get(place);
        if (log == null) {
            return new Told(Errors.UNKNOWN_TOPIC_OR_PARTITION.code(), -1, -1, false);
        }
        boolean inRange = row.offset >= log.start && row.offset <= log.end;
        return new Told(
                inRange ? 0 : Errors.OFFSET_OUT_OF_RANGE.code(),
                log.end,
                log.start,
                inRange && row.offset < log.end && mayHaveRecords);
    }

    private void check(FetchResponseData answer, Map<Place, Told> expected) {
        require(answer.errorCode() == 0, "no error of the session, but " + Errors.forCode(answer.errorCode()));
        Map<Place, Told> told = new LinkedHashMap<>();
        for (FetchableTopicResponse topic : answer.responses()) {
            int number =
                    version >= 13 ? ids.indexOf(topic.topicId()) : topic.topic().charAt(0) - 'a';
            topic.partitions().forEach(each -> {
                Told before = told.put(
                        new Place(number, each.partitionIndex()),
                        new Told(
                                each.errorCode(),
                                each.highWatermark(),
                                each.logStartOffset(),
                                each.records().sizeInBytes() > 0));
                require(before == null, "a partition is answered once");
            });
        }
        WireRecords.release(answer);
        require(told.equals(expected), "expected " + sorted(expected) + "\n but got " + sorted(told));
    }

    private static Map<String, Told> sorted(Map<Place, Told> told) {
        Map<String, Told> sorted = new TreeMap<>();
        told.forEach((place, each) -> sorted.put(place.toString(), each));
        return sorted;
    }

    /// The session has no partition left: it is gone.
    private void requireNoSession(FetchResponseData answer) {
        require(answer.sessionId() == 0 && answer.errorCode() == 0, "an empty session is closed");
        session.id = 0;
    }

    // ---- asking

    private FetchRequestData request(int id, int epoch, boolean generous) {
        return new FetchRequestData()
                .setReplicaId(-1)
                .setMaxWaitMs(0)
                .setMaxBytes(generous ? GENEROUS_BYTES : 1)
                .setSessionId(id)
                .setSessionEpoch(epoch);
    }

    private FetchResponseData fetch(Principal principal, FetchRequestData request) {
        return (FetchResponseData) ask(principal, request, version);
    }

    private ApiMessage ask(Principal principal, ApiMessage request, int atVersion) {
        CompletableFuture<ApiMessage> answer = cell.send(principal, Listener.TEST, request, atVersion);
        cell.stepUntil(answer);
        return answer.join();
    }

    private Place anyLog() {
        return new Place(random.nextInt(TOPICS), random.nextInt(PARTITIONS));
    }

    private Place anyPlace() {
        return new Place(random.nextInt(TOPICS), random.nextInt(PARTITIONS + 1));
    }

    private Log log(Place place) {
        Log log = logs.get(place);
        if (log == null) {
            throw new IllegalArgumentException(place + " has no log");
        }
        return log;
    }

    private static String name(int topic) {
        return String.valueOf((char) ('a' + topic));
    }

    private void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("seed " + seed + ", version " + version + ": " + what);
        }
    }
}
