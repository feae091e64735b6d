package io.naru.broker.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.dispatch.ApiHandler;
import io.naru.broker.dispatch.Request;
import io.naru.broker.protocol.FileSliceRecords;
import io.naru.broker.protocol.WireRecords;
import io.netty.util.ResourceLeakDetector;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.FetchableTopicResponse;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.SaslAuthenticateRequestData;
import org.apache.kafka.common.message.SaslHandshakeRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Random and damaged frames against the real pipeline. `-Dnaru.fuzz.frames` sets how many, `-Dnaru.fuzz.seed`
/// replays.
class FuzzedFramesTest {
    private static final int FRAMES = Integer.getInteger("naru.fuzz.frames", 50_000);
    private static final long SEED = Long.getLong("naru.fuzz.seed", 20_261_124L);
    private static final int FRAMES_PER_ROUND = 500;

    private static final List<ApiKeys> APIS =
            Arrays.stream(ApiKeys.values()).filter(ApiKeys::hasValidVersion).toList();

    private final Random random = new Random(SEED);
    private final List<CountedSlice> slices = new ArrayList<>();
    private boolean framesAreWhole;
    private final Deque<Request> underWay = new ArrayDeque<>();
    private ResourceLeakDetector.Level levelBefore;

    @BeforeEach
    void watchesEveryBuffer() {
        levelBefore = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    }

    @AfterEach
    void stopsWatching() {
        ResourceLeakDetector.setLevel(levelBefore);
    }

    @Test
    void answersOrClosesAndServesTheNextConnection() {
        int sent = 0;
        while (sent < FRAMES) {
            NetworkUnderTest broker = new NetworkUnderTest(handlers());
            for (int i = 0; i < FRAMES_PER_ROUND; sent += 5, i += 5) {
                attack(broker);
                broker.passes(150);
            }
            servesAnHonestClient(broker);
            settle();
            broker.endsWithoutALeak();
            assertThat(slices).as("seed %d, after %d frames", SEED, sent).allMatch(slice -> slice.releases.get() == 1);
            slices.clear();
        }
    }

    private void attack(NetworkUnderTest broker) {
        Wire wire = broker.connects(random.nextInt(4) == 0 ? NetworkUnderTest.CLIENT : NetworkUnderTest.TEST);
        if (random.nextInt(16) == 0 && wire.isOpen()) {
            wire.send(
                    ApiKeys.SASL_HANDSHAKE, random.nextInt(2), 1, new SaslHandshakeRequestData().setMechanism("PLAIN"));
        }
        framesAreWhole = true;
        for (int i = 0; i < 5; i++) {
            byte[] frame = damaged(honestFrame());
            if (random.nextInt(8) == 0) {
                int cut = random.nextInt(frame.length + 1);
                wire.send(Arrays.copyOf(frame, cut)).send(Arrays.copyOfRange(frame, cut, frame.length));
            } else {
                wire.send(frame);
            }
            if (random.nextBoolean()) {
                settle();
            }
        }
        settle();
        if (wire.isOpen() && framesAreWhole) {
            stillAnswersOrCloses(broker, wire);
        }
        wire.closes();
    }

    private void stillAnswersOrCloses(NetworkUnderTest broker, Wire wire) {
        int before = wire.framesReceived();
        wire.send(ApiKeys.API_VERSIONS, 0, 1, new ApiVersionsRequestData());
        settle();
        broker.passes(150);
        assertThat(!wire.isOpen() || wire.framesReceived() > before)
                .as("seed %d: an answer or a close", SEED)
                .isTrue();
    }

    private byte[] honestFrame() {
        ApiKeys api = pick(APIS);
        ApiMessage body = api.messageType.newRequest();
        short lowest = body.lowestSupportedVersion();
        short highest = body.highestSupportedVersion();
        if (highest < lowest) {
            return randomFrame();
        }
        short version = (short) (lowest + random.nextInt(highest - lowest + 1));
        try {
            return Wire.frame(api, version, random.nextInt(), filled(api, body));
        } catch (RuntimeException fieldsDoNotFitVersion) {
            return Wire.frame(ApiKeys.METADATA, 9, 1, new MetadataRequestData());
        }
    }

    private ApiMessage filled(ApiKeys api, ApiMessage empty) {
        return switch (api) {
            case PRODUCE -> {
                ProduceRequestData produce = new ProduceRequestData().setAcks((short) (random.nextInt(3) - 1));
                ProduceRequestData.TopicProduceData topic = new ProduceRequestData.TopicProduceData();
                byte[] records = new byte[random.nextInt(2_000)];
                random.nextBytes(records);
                topic.partitionData()
                        .add(new ProduceRequestData.PartitionProduceData()
                                .setRecords(WireRecords.of(ByteBuffer.wrap(records))));
                produce.topicData().add(topic);
                yield produce;
            }
            case METADATA -> {
                MetadataRequestData metadata = new MetadataRequestData();
                for (int i = random.nextInt(20); i > 0; i--) {
                    metadata.topics().add(new MetadataRequestData.MetadataRequestTopic().setName("topic-" + i));
                }
                yield metadata;
            }
            case SASL_HANDSHAKE ->
                new SaslHandshakeRequestData().setMechanism(pick(List.of("PLAIN", "OAUTHBEARER", "X")));
            case SASL_AUTHENTICATE ->
                new SaslAuthenticateRequestData()
                        .setAuthBytes(
                                pick(List.of("\0key\0secret", "\0key\0no", "", "n,,\u0001auth=Bearer token\u0001"))
                                        .getBytes(StandardCharsets.UTF_8));
            default -> empty;
        };
    }

    private byte[] damaged(byte[] frame) {
        switch (random.nextInt(8)) {
            case 0, 1 -> {
                return frame;
            }
            case 2 -> {
                return randomFrame();
            }
            case 3 -> {
                byte[] cut = Arrays.copyOf(frame, 4 + random.nextInt(frame.length - 3));
                ByteBuffer.wrap(cut).putInt(cut.length - 4);
                return cut;
            }
            case 4 -> {
                byte[] longer = Arrays.copyOf(frame, frame.length + random.nextInt(50));
                ByteBuffer.wrap(longer).putInt(longer.length - 4);
                return longer;
            }
            case 5 -> {
                if (frame.length > 16) {
                    ByteBuffer.wrap(frame)
                            .putInt(
                                    12 + random.nextInt(frame.length - 15),
                                    pick(List.of(-1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1_000_001, 0)));
                }
                return frame;
            }
            default -> {
                int flips = 1 + random.nextInt(8);
                for (int i = 0; i < flips; i++) {
                    int at = (random.nextInt(10) == 0 ? 0 : 4) + random.nextInt(frame.length - 4);
                    framesAreWhole &= at >= 4;
                    frame[Math.min(at, frame.length - 1)] = (byte) random.nextInt(256);
                }
                return frame;
            }
        }
    }

    private byte[] randomFrame() {
        byte[] bytes = new byte[4 + random.nextInt(200)];
        random.nextBytes(bytes);
        ByteBuffer.wrap(bytes).putInt(bytes.length - 4);
        if (bytes.length > 8) {
            ByteBuffer.wrap(bytes).putShort(4, (short) random.nextInt(95)).putShort(6, (short) random.nextInt(19));
        }
        return bytes;
    }

    private ApiHandler[] handlers() {
        return APIS.stream()
                .filter(api -> !List.of(ApiKeys.API_VERSIONS, ApiKeys.SASL_HANDSHAKE, ApiKeys.SASL_AUTHENTICATE)
                        .contains(api))
                .map(api -> Answering.to(api, request -> {
                    if (random.nextBoolean()) {
                        underWay.add(request);
                    } else {
                        end(request);
                    }
                }))
                .toArray(ApiHandler[]::new);
    }

    private void settle() {
        while (!underWay.isEmpty()) {
            end(random.nextBoolean() ? underWay.removeFirst() : underWay.removeLast());
        }
    }

    private void end(Request request) {
        switch (random.nextInt(12)) {
            case 0 -> request.closeConnection("the dice said so");
            case 1 -> request.respondNothing();
            case 2 -> {
                request.releaseFrame();
                request.respond(request.api().messageType.newResponse());
            }
            default ->
                request.respond(
                        request.api() == ApiKeys.FETCH
                                ? fetched()
                                : request.api().messageType.newResponse());
        }
    }

    private FetchResponseData fetched() {
        FetchResponseData response = new FetchResponseData();
        FetchableTopicResponse topic = new FetchableTopicResponse();
        for (int i = random.nextInt(4); i > 0; i--) {
            CountedSlice slice = new CountedSlice(new byte[random.nextInt(300) * random.nextInt(1_000)]);
            slices.add(slice);
            topic.partitions().add(new PartitionData().setRecords(new FileSliceRecords(slice)));
        }
        response.responses().add(topic);
        return response;
    }

    private void servesAnHonestClient(NetworkUnderTest broker) {
        Wire honest = broker.connects(NetworkUnderTest.TEST);
        for (int attempt = 0; attempt < 100; attempt++) {
            honest = honest.isOpen() ? honest : broker.connects(NetworkUnderTest.TEST);
            honest.send(ApiKeys.METADATA, 9, attempt, new MetadataRequestData());
            settle();
            if (honest.isOpen() && !honest.isSilent()) {
                return;
            }
        }
        throw new AssertionError("an honest client is not served, seed " + SEED);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
