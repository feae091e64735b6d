package io.naru.broker.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.dispatch.Request;
import io.naru.broker.protocol.WireRecords;
import io.naru.broker.tenancy.BarrierOutcome;
import io.naru.broker.tenancy.Right;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;
import org.apache.kafka.common.message.DescribeClusterRequestData;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.ListOffsetsResponseData;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsPartitionResponse;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsTopicResponse;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.SaslAuthenticateRequestData;
import org.apache.kafka.common.message.SaslHandshakeRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestOrderTest {
    private final Deque<Request> underWay = new ArrayDeque<>();
    private final NetworkUnderTest broker = new NetworkUnderTest(
            small(),
            Answering.to(ApiKeys.METADATA, underWay::add),
            Answering.to(ApiKeys.PRODUCE, underWay::add),
            Answering.to(ApiKeys.LIST_OFFSETS, underWay::add),
            Answering.to(ApiKeys.FIND_COORDINATOR, request -> {
                throw new IllegalStateException("defect");
            }));
    private final Wire wire = broker.connects(NetworkUnderTest.TEST);

    private static NetworkSettings small() {
        NetworkSettings d = NetworkSettings.defaults();
        return new NetworkSettings(
                1, 10_000, 1_000, 2_000, 60_000, 5, 20_000, 1_000, d.maxIdleMs(), d.maxHandshakeMs(), 100, 3, 2, 1_000);
    }

    @AfterEach
    void leaksNothing() {
        underWay.forEach(Request::respondNothing);
        broker.endsWithoutALeak();
    }

    @Test
    void overlapsProducesAndAnswersThemInOrder() {
        produce(1);
        produce(2);
        Request first = underWay.remove();
        Request second = underWay.remove();
        second.respond(new ProduceResponseData());
        assertThat(wire.isSilent()).isTrue();
        first.respond(new ProduceResponseData());
        wire.answer(ProduceResponseData.class, ApiKeys.PRODUCE, 9, 1);
        wire.answer(ProduceResponseData.class, ApiKeys.PRODUCE, 9, 2);
    }

    @Test
    void startsAnyOtherRequestOnlyAfterTheAnswerBeforeIt() {
        produce(1);
        wire.send(ApiKeys.METADATA, 9, 2, new MetadataRequestData());
        produce(3);
        assertThat(underWay).hasSize(1);
        underWay.remove().respond(new ProduceResponseData());
        assertThat(underWay)
                .singleElement()
                .satisfies(next -> assertThat(next.api()).isEqualTo(ApiKeys.METADATA));
        underWay.remove().respond(new MetadataResponseData());
        assertThat(underWay)
                .singleElement()
                .satisfies(next -> assertThat(next.api()).isEqualTo(ApiKeys.PRODUCE));
        wire.answer(ProduceResponseData.class, ApiKeys.PRODUCE, 9, 1);
        wire.answer(MetadataResponseData.class, ApiKeys.METADATA, 9, 2);
    }

    @Test
    void sendsNothingForAProduceWithoutAcksAndGoesOn() {
        produce(1);
        produce(2);
        underWay.remove().respondNothing();
        underWay.remove().respond(new ProduceResponseData());
        wire.answer(ProduceResponseData.class, ApiKeys.PRODUCE, 9, 2);
        assertThat(wire.isSilent()).isTrue();
    }

    @Test
    void stopsReadingWhileEnoughRequestsWait() {
        for (int i = 1; i <= 20; i++) {
            produce(i);
        }
        assertThat(underWay).hasSize(5);
        assertThat(wire.channel.config().isAutoRead()).isFalse();
        for (int i = 1; i <= 20; i++) {
            underWay.remove().respond(new ProduceResponseData());
            wire.answer(ProduceResponseData.class, ApiKeys.PRODUCE, 9, i);
        }
        assertThat(wire.channel.config().isAutoRead()).isTrue();
    }

    @Test
    void stopsReadingTheConnectionsOfAClusterThatHoldsItsShare() {
        Wire other = broker.connects(NetworkUnderTest.TEST);
        for (int i = 0; i < 4; i++) {
            wire.send(bigProduce(i, 9_000));
        }
        assertThat(underWay).hasSize(3);
        other.send(bigProduce(9, 9_000));
        assertThat(underWay).hasSize(4);
        other.send(bigProduce(10, 5_000));
        assertThat(underWay).hasSize(4);
        assertThat(other.channel.config().isAutoRead()).isFalse();
        Wire neighbour = broker.connects().authenticated();
        neighbour.send(bigProduce(1, 5_000));
        assertThat(underWay).hasSize(5);
        underWay.remove().respondNothing();
        while (!underWay.isEmpty()) {
            underWay.remove().respondNothing();
        }
        assertThat(other.channel.config().isAutoRead()).isTrue();
    }

    @Test
    void givesTheMemoryOfARequestBackBeforeItsAnswer() {
        produce(1);
        long held = broker.network.requestMemoryUsedBytes();
        assertThat(held).isPositive();
        underWay.element().releaseFrame();
        assertThat(broker.network.requestMemoryUsedBytes()).isZero();
        underWay.remove().respond(new ProduceResponseData());
        wire.answer(ProduceResponseData.class, ApiKeys.PRODUCE, 9, 1);
    }

    @Test
    void holdsNoFrameOfARequestWithoutRecords() {
        wire.send(ApiKeys.METADATA, 9, 2, new MetadataRequestData());
        assertThat(underWay).hasSize(1);
        assertThat(broker.network.requestMemoryUsedBytes()).isZero();
    }

    @Test
    void answersAtOnceAndThenMutesWhoIsThrottled() {
        produce(1);
        underWay.remove().respondThrottled(new ProduceResponseData().setThrottleTimeMs(300), 300);
        assertThat(wire.answer(ProduceResponseData.class, ApiKeys.PRODUCE, 9, 1).throttleTimeMs())
                .isEqualTo(300);
        produce(2);
        assertThat(underWay).isEmpty();
        broker.passes(301);
        assertThat(underWay).hasSize(1);
    }

    @Test
    void ignoresASecondAnswer() {
        produce(1);
        Request request = underWay.remove();
        request.respond(new ProduceResponseData());
        request.respond(new ProduceResponseData());
        wire.answer(ProduceResponseData.class, ApiKeys.PRODUCE, 9, 1);
        assertThat(wire.isSilent()).isTrue();
    }

    @Test
    void closesOnWhatHasNoHandlerOrVersion() {
        wire.send(ApiKeys.DESCRIBE_CLUSTER, 0, 1, new DescribeClusterRequestData());
        assertThat(wire.isOpen()).isFalse();
        Wire old = broker.connects(NetworkUnderTest.TEST);
        byte[] produce = Wire.frame(ApiKeys.PRODUCE, 3, 1, new ProduceRequestData());
        produce[7] = 2;
        assertThat(old.send(produce).isOpen()).isFalse();
    }

    @Test
    void closesOnAFrameThatIsTooLargeOrEmpty() {
        assertThat(broker.connects().send(new byte[] {0, 0, 0, 0}).isOpen()).isFalse();
        assertThat(broker.connects().send(new byte[] {-1, 0, 0, 0}).isOpen()).isFalse();
        assertThat(broker.connects().send(new byte[] {0, 0, 3, (byte) 0xe8}).isOpen())
                .isTrue();
        assertThat(broker.connects().send(new byte[] {0, 0, 3, (byte) 0xe9}).isOpen())
                .isFalse();
        assertThat(wire.send(new byte[] {0, 0, 0x27, 0x11}).isOpen()).isFalse();
    }

    @Test
    void closesOnAnUnusuallyLargeRequestThatIsNoProduce() {
        MetadataRequestData many = new MetadataRequestData();
        for (int i = 0; i < 500; i++) {
            many.topics().add(new MetadataRequestData.MetadataRequestTopic().setName("topic-" + i));
        }
        assertThat(wire.send(ApiKeys.METADATA, 9, 1, many).isOpen()).isFalse();
    }

    @Test
    void closesOnlyTheConnectionWhoseAnswerCannotBeWritten() {
        Wire other = broker.connects(NetworkUnderTest.TEST);
        wire.send(ApiKeys.LIST_OFFSETS, 2, 1, new ListOffsetsRequestData());
        ListOffsetsResponseData unfit = new ListOffsetsResponseData();
        unfit.topics().add(new ListOffsetsTopicResponse().setName("t"));
        unfit.topics().getFirst().partitions().add(new ListOffsetsPartitionResponse().setLeaderEpoch(3));
        underWay.remove().respond(unfit);
        assertThat(wire.isOpen()).isFalse();
        assertThat(wire.isSilent()).isTrue();
        assertThat(other.isOpen()).isTrue();
    }

    @Test
    void closesTheConnectionWhenAHandlerFails() {
        wire.send(ApiKeys.FIND_COORDINATOR, 3, 1, new FindCoordinatorRequestData().setKey("g"));
        assertThat(wire.isOpen()).isFalse();
    }

    @Test
    void asksForTheNewestRightsBeforeItRefuses() {
        broker.rights.now = Set.of();
        Wire client = broker.connects().authenticated();
        client.send(ApiKeys.METADATA, 9, 1, new MetadataRequestData());
        assertThat(underWay.remove().rights()).isEqualTo(EnumSet.allOf(Right.class));
        assertThat(broker.rights.barriers).isEqualTo(1);
    }

    @Test
    void closesRatherThanRefusesWhenRightsCannotBeLookedUp() {
        broker.rights.now = Set.of();
        broker.rights.afterBarrier = Set.of();
        broker.rights.outcome = BarrierOutcome.TIMED_OUT;
        Wire client = broker.connects().authenticated();
        client.send(ApiKeys.METADATA, 9, 1, new MetadataRequestData());
        assertThat(underWay).isEmpty();
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void givesBackWhatIsAnsweredAfterTheClose() {
        produce(1);
        wire.closes();
        underWay.remove().respond(new ProduceResponseData());
        assertThat(wire.isSilent()).isTrue();
    }

    @Test
    void takesNoMoreConnectionsThanItMay() {
        assertThat(broker.connects().isOpen()).isTrue();
        assertThat(broker.connects().isOpen()).isTrue();
        assertThat(broker.connects().isOpen()).isTrue();
        assertThat(broker.connects().isOpen()).isFalse();
    }

    @Test
    void takesNoMoreConnectionsOfOneClusterThanItMay() {
        broker.connects().authenticated();
        broker.connects().authenticated();
        Wire third = broker.connects();
        third.send(Wire.frame(ApiKeys.SASL_HANDSHAKE, 1, 1, new SaslHandshakeRequestData().setMechanism("PLAIN")));
        third.nextFrame();
        third.send(
                ApiKeys.SASL_AUTHENTICATE,
                2,
                2,
                new SaslAuthenticateRequestData().setAuthBytes("\0key\0secret".getBytes(StandardCharsets.UTF_8)));
        assertThat(third.isOpen()).isFalse();
    }

    @Test
    void closesAnIdleConnectionButNotOneThatIsWaitedFor() {
        Wire idle = broker.connects(NetworkUnderTest.TEST);
        wire.send(ApiKeys.METADATA, 9, 1, new MetadataRequestData());
        for (int i = 0; i < 25; i++) {
            broker.passes(30_000);
        }
        assertThat(idle.isOpen()).isFalse();
        assertThat(wire.isOpen()).isTrue();
    }

    @Test
    void closesWhoStallsInsideARequest() {
        wire.send(new byte[] {0, 0, 1, 0, 5});
        broker.passes(30_000);
        broker.passes(30_000);
        assertThat(wire.isOpen()).isFalse();
    }

    @Test
    void readsARequestThatArrivesByteByByte() {
        for (byte one : Wire.frame(ApiKeys.METADATA, 9, 4, new MetadataRequestData())) {
            wire.send(new byte[] {one});
        }
        underWay.remove().respond(new MetadataResponseData());
        wire.answer(MetadataResponseData.class, ApiKeys.METADATA, 9, 4);
    }

    private void produce(int correlationId) {
        wire.send(bigProduce(correlationId, 100));
    }

    private static byte[] bigProduce(int correlationId, int bytes) {
        ProduceRequestData request = new ProduceRequestData().setAcks((short) 1).setTimeoutMs(1_000);
        ProduceRequestData.TopicProduceData topic = new ProduceRequestData.TopicProduceData().setName("t");
        topic.partitionData()
                .add(new ProduceRequestData.PartitionProduceData()
                        .setRecords(WireRecords.of(ByteBuffer.allocate(bytes))));
        request.topicData().add(topic);
        return Wire.frame(ApiKeys.PRODUCE, 9, correlationId, request);
    }
}
