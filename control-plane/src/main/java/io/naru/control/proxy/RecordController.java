package io.naru.control.proxy;

import com.fasterxml.jackson.core.JacksonException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.naru.control.access.Caller;
import io.naru.control.access.Right;
import io.naru.control.audit.Unaudited;
import io.naru.control.cell.CellClients.Identity;
import io.naru.control.cluster.ClusterAccess;
import io.naru.control.http.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

@Controller("/kafka/v3/clusters/{cluster_id}/topics/{topic_name}")
@ExecuteOn(TaskExecutors.BLOCKING)
class RecordController {
    private static final int MOST_ENTRIES = 1_000;

    private final RecordSender sender;
    private final RecordStream streams;
    private final ClusterAccess access;

    RecordController(RecordSender sender, RecordStream streams, ClusterAccess access) {
        this.sender = sender;
        this.streams = streams;
        this.access = access;
    }

    /// A request with a length holds one record or some; one without (chunked) is a sequence, answered while it comes.
    @Post("/records")
    @Unaudited("Records are data, not changes.")
    HttpResponse<?> produce(
            Caller caller,
            HttpRequest<?> request,
            @PathVariable("cluster_id") String lkc,
            @PathVariable("topic_name") String topic,
            @Body InputStream body) {
        access.enter(caller, lkc, Right.MESSAGES_WRITE);
        RecordSender.Session session = sender.open(new Identity(lkc, caller), topic);
        boolean sequence = request.getHeaders().contains("Transfer-Encoding");
        if (sequence) {
            return HttpResponse.ok(streams.answers(session, body)).contentType(MediaType.APPLICATION_JSON_TYPE);
        }
        try (session;
                RecordParser records = new RecordParser(body)) {
            List<Object> results = new ArrayList<>();
            Optional<RecordInput> first = records.next();
            if (first.isEmpty()) {
                throw Refusal.badRequest("The body holds no record.");
            }
            RecordSender.Sent sent = session.send(first.get());
            results.add(session.await(sent, HttpStatus.OK.getCode()));
            if (records.next().isPresent()) {
                throw Refusal.badRequest("The body holds more than one record. The first was written. Send several as"
                        + " records:batch, or as a sequence with Transfer-Encoding: chunked.");
            }
            return HttpResponse.ok(results.getFirst());
        } catch (RecordParser.NotARecord e) {
            throw Refusal.badRequest(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Post("/records:batch")
    @Unaudited("Records are data, not changes.")
    HttpResponse<RecordViews.Batch> batch(
            Caller caller,
            @PathVariable("cluster_id") String lkc,
            @PathVariable("topic_name") String topic,
            @Body InputStream body) {
        access.enter(caller, lkc, Right.MESSAGES_WRITE);
        List<RecordViews.Written> successes = new ArrayList<>();
        List<RecordViews.Failed> failures = new ArrayList<>();
        try (RecordSender.Session session = sender.open(new Identity(lkc, caller), topic);
                RecordParser records = new RecordParser(body)) {
            List<RecordInput> entries = entries(records);
            List<RecordSender.Sent> sent = new ArrayList<>();
            for (RecordInput entry : entries) {
                try {
                    sent.add(session.send(entry));
                } catch (Refusal refusal) {
                    failures.add(failed(entry, refusal));
                }
            }
            for (RecordSender.Sent one : sent) {
                try {
                    successes.add(session.await(one, null));
                } catch (Refusal refusal) {
                    failures.add(failed(one.input(), refusal));
                }
            }
        } catch (RecordParser.NotARecord e) {
            throw Refusal.badRequest(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw unreadable(e);
        }
        return HttpResponse.<RecordViews.Batch>status(HttpStatus.MULTI_STATUS)
                .body(new RecordViews.Batch(successes, failures));
    }

    /// All of them, before any is written.
    private static List<RecordInput> entries(RecordParser records) throws IOException, RecordParser.NotARecord {
        records.openEntries();
        List<RecordInput> entries = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Optional<RecordInput> entry = records.next(); entry.isPresent(); entry = records.next()) {
            String id = entry.get().id();
            if (id == null || !ids.add(id)) {
                throw Refusal.badRequest("Every entry needs an id of its own; " + id + " is not.");
            }
            entries.add(entry.get());
            if (entries.size() > MOST_ENTRIES) {
                throw Refusal.badRequest("A batch holds at most " + MOST_ENTRIES + " entries.");
            }
        }
        if (entries.isEmpty()) {
            throw Refusal.badRequest("entries must hold at least one record.");
        }
        return entries;
    }

    private static RecordViews.Failed failed(RecordInput entry, Refusal refusal) {
        return new RecordViews.Failed(entry.id(), refusal.kafkaCode(), refusal.detail());
    }

    static Refusal unreadable(IOException failure) {
        return failure instanceof JacksonException
                ? Refusal.badRequest("The body is no JSON, or a text in it is longer than 3 MiB.")
                : Refusal.badRequest("The body could not be read to its end.");
    }
}
