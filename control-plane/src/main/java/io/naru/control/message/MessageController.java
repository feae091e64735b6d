package io.naru.control.message;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.sse.Event;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.naru.control.access.Caller;
import io.naru.control.access.Right;
import io.naru.control.audit.Unaudited;
import io.naru.control.cell.CellClients;
import io.naru.control.cell.CellClients.Identity;
import io.naru.control.cluster.ClusterAccess;
import io.naru.control.http.JsonInput;
import io.naru.control.http.Refusal;
import io.naru.control.http.RequestIds;
import io.naru.control.http.Times;
import io.naru.control.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

@Controller("/api/v1/clusters/{cluster_id}")
@ExecuteOn(TaskExecutors.BLOCKING)
class MessageController {
    private static final int MOST_HEADERS = 100;
    private static final int LONGEST_PAYLOAD = 2 << 20;
    private static final String LONGEST_OFFSET = "[0-9]{1,18}";

    private final Messages messages;
    private final Topics topics;
    private final CellClients cell;
    private final ClusterAccess access;

    MessageController(Messages messages, Topics topics, CellClients cell, ClusterAccess access) {
        this.messages = messages;
        this.topics = topics;
        this.cell = cell;
        this.access = access;
    }

    @Get("/messages")
    @Produces(MediaType.TEXT_EVENT_STREAM)
    Publisher<Event<String>> stream(Caller caller, HttpRequest<?> request, @PathVariable("cluster_id") String lkc) {
        access.enter(caller, lkc, Right.MESSAGES_READ);
        StreamQuery query = StreamQuery.of(request.getParameters());
        return messages.stream(Reader.of(caller, lkc), query, RequestIds.of(request));
    }

    @Get("/topics/{topic_name}/messages/{partition_id}/{offset}")
    MessageViews.Message get(
            Caller caller,
            @PathVariable("cluster_id") String lkc,
            @PathVariable("topic_name") String topic,
            @PathVariable("partition_id") int partition,
            @PathVariable("offset") String offset) {
        access.enter(caller, lkc, Right.MESSAGES_READ);
        if (!offset.matches(LONGEST_OFFSET) || partition < 0) {
            throw Refusal.parameter("offset", "offset must be a whole number.");
        }
        return messages.read(new Identity(lkc, caller), topic, partition, Long.parseLong(offset));
    }

    @Post("/topics/{topic_name}/messages")
    @Unaudited("Records are data, not changes.")
    HttpResponse<MessageViews.Produced> produce(
            Caller caller,
            @PathVariable("cluster_id") String lkc,
            @PathVariable("topic_name") String topic,
            @Body JsonNode body) {
        access.enter(caller, lkc, Right.MESSAGES_WRITE);
        Identity identity = new Identity(lkc, caller);
        JsonInput input = JsonInput.of(body);
        int count = topics.get(identity, topic).partitions().size();
        OptionalInt partition = input.optionalNumber("partition", 0, count - 1);
        List<Header> headers = new ArrayList<>();
        for (JsonInput header : input.objects("headers", MOST_HEADERS)) {
            headers.add(new RecordHeader(header.text("name", 1, 249), payload(header, "value")));
        }
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic,
                partition.isPresent() ? Integer.valueOf(partition.getAsInt()) : null,
                null,
                payload(input, "key"),
                payload(input, "value"),
                headers);
        long begun = System.nanoTime();
        RecordMetadata written = cell.send(identity, record);
        return HttpResponse.created(new MessageViews.Produced(
                topic,
                written.partition(),
                Long.toString(written.offset()),
                Times.text(written.hasTimestamp() ? Instant.ofEpochMilli(written.timestamp()) : Instant.now()),
                (int) ((System.nanoTime() - begun) / 1_000_000)));
    }

    private static byte @Nullable [] payload(JsonInput input, String name) {
        JsonInput payload = input.optionalObject(name).orElse(null);
        if (payload == null) {
            return null;
        }
        String data = payload.text("data", 0, LONGEST_PAYLOAD);
        String encoding =
                payload.optionalOneOf("encoding", List.of("text", "base64")).orElse("text");
        if (encoding.equals("text")) {
            return data.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(data);
        } catch (IllegalArgumentException e) {
            throw Refusal.field(payload.pointer("data"), "data is not base64.");
        }
    }
}
