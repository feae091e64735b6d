package io.naru.broker.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.dispatch.Request;
import io.naru.broker.protocol.FileSlice;
import io.naru.broker.protocol.FileSliceRecords;
import io.naru.broker.protocol.WireRecords;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.FetchableTopicResponse;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.record.internal.BaseRecords;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileResponseTest {
    private final Deque<Request> underWay = new ArrayDeque<>();
    private final NetworkUnderTest broker = new NetworkUnderTest(Answering.to(ApiKeys.FETCH, underWay::add));
    private final Wire wire = broker.connects(NetworkUnderTest.TEST);
    private final byte[] content = content(700_000);

    @AfterEach
    void leaksNothing() {
        broker.endsWithoutALeak();
    }

    @Test
    void sendsFilesAsRegionsAndReleasesThemOnce(@TempDir Path directory) throws IOException {
        Path path = Files.write(directory.resolve("log"), content);
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            CountedSlice first = new CountedSlice(file, 100, 300_000);
            CountedSlice second = new CountedSlice(file, 5, 1);
            fetched(first, second);
            assertThat(recordsReceived()).isDeepEqualTo(new byte[][] {slice(100, 300_000), slice(5, 1)});
            assertThat(wire.fileRegions).isEqualTo(2);
            assertThat(first.releases).hasValue(1);
            assertThat(second.releases).hasValue(1);
        }
    }

    @Test
    void sendsWhatIsInNoFileInChunks() {
        CountedSlice slice = new CountedSlice(content);
        CountedSlice empty = new CountedSlice(new byte[0]);
        fetched(slice, empty);
        assertThat(recordsReceived()).isDeepEqualTo(new byte[][] {content, {}});
        assertThat(wire.fileRegions).isZero();
        assertThat(slice.releases).hasValue(1);
        assertThat(empty.releases).hasValue(1);
    }

    @Test
    void sendsRecordsThatAreInMemory() {
        request();
        underWay.remove().respond(response(WireRecords.of(ByteBuffer.wrap(content))));
        assertThat(recordsReceived()).isDeepEqualTo(new byte[][] {content});
    }

    @Test
    void closesWhenASliceCannotBeRead() {
        CountedSlice broken = new CountedSlice(content);
        CountedSlice behind = new CountedSlice(content);
        broken.broken = true;
        fetched(broken, behind);
        assertThat(wire.isOpen()).isFalse();
        assertThat(broken.releases).hasValue(1);
        assertThat(behind.releases).hasValue(1);
    }

    @Test
    void releasesWhatCannotBeEncodedOrComesTooLate() {
        CountedSlice unfit = new CountedSlice(content);
        request();
        FetchResponseData response = response(new FileSliceRecords(unfit));
        response.setSessionId(3);
        wire.send(ApiKeys.FETCH, 4, 2, new FetchRequestData());
        underWay.remove().respond(response(WireRecords.empty()));
        underWay.remove().respond(response);
        assertThat(wire.isOpen()).isFalse();
        assertThat(unfit.releases).hasValue(1);

        Wire other = broker.connects(NetworkUnderTest.TEST);
        CountedSlice late = new CountedSlice(content);
        other.send(ApiKeys.FETCH, 12, 1, new FetchRequestData());
        other.closes();
        underWay.remove().respond(response(new FileSliceRecords(late)));
        assertThat(late.releases).hasValue(1);
    }

    @Test
    void releasesASecondAnswer() {
        CountedSlice first = new CountedSlice(content);
        CountedSlice second = new CountedSlice(content);
        request();
        Request request = underWay.remove();
        request.respond(response(new FileSliceRecords(first)));
        request.respond(response(new FileSliceRecords(second)));
        recordsReceived();
        assertThat(first.releases).hasValue(1);
        assertThat(second.releases).hasValue(1);
    }

    private void fetched(FileSlice... slices) {
        request();
        FetchResponseData response = new FetchResponseData();
        FetchableTopicResponse topic = new FetchableTopicResponse().setTopic("t");
        for (FileSlice slice : slices) {
            topic.partitions().add(new PartitionData().setRecords(new FileSliceRecords(slice)));
        }
        response.responses().add(topic);
        underWay.remove().respond(response);
    }

    private void request() {
        wire.send(ApiKeys.FETCH, 12, 1, new FetchRequestData());
    }

    private static FetchResponseData response(BaseRecords records) {
        FetchResponseData response = new FetchResponseData();
        FetchableTopicResponse topic =
                new FetchableTopicResponse().setTopic("t").setTopicId(Uuid.ZERO_UUID);
        topic.partitions().add(new PartitionData().setRecords(records));
        response.responses().add(topic);
        return response;
    }

    private byte[][] recordsReceived() {
        return wire.answer(FetchResponseData.class, ApiKeys.FETCH, 12, 1).responses().getFirst().partitions().stream()
                .map(partition -> {
                    ByteBuffer bytes = WireRecords.bytes(partition.records());
                    byte[] copy = new byte[bytes.remaining()];
                    bytes.get(copy);
                    return copy;
                })
                .toArray(byte[][]::new);
    }

    private byte[] slice(int from, int length) {
        return Arrays.copyOfRange(content, from, from + length);
    }

    private static byte[] content(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }
}
