package io.naru.control.message;

import io.micronaut.http.HttpParameters;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.naru.control.access.Caller;
import io.naru.control.access.Right;
import io.naru.control.audit.Audit;
import io.naru.control.audit.Audited;
import io.naru.control.audit.Change;
import io.naru.control.audit.Unaudited;
import io.naru.control.cell.CellClients.Identity;
import io.naru.control.cluster.ClusterAccess;
import io.naru.control.filter.Filter;
import io.naru.control.http.JsonInput;
import io.naru.control.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/// What surrounds a search: its filter checked, its cost, a strip of counts over time, and its result as
/// a file.
@Controller("/api/v1/clusters/{cluster_id}")
@ExecuteOn(TaskExecutors.BLOCKING)
class SearchController {
    private static final int LONGEST_TOPIC = 249;
    private static final int LONGEST_CHECKED = 10_000;

    private final Topics topics;
    private final Estimates estimates;
    private final Timelines timelines;
    private final Downloads downloads;
    private final ClusterAccess access;
    private final Audit audit;

    SearchController(
            Topics topics,
            Estimates estimates,
            Timelines timelines,
            Downloads downloads,
            ClusterAccess access,
            Audit audit) {
        this.topics = topics;
        this.estimates = estimates;
        this.timelines = timelines;
        this.downloads = downloads;
        this.access = access;
        this.audit = audit;
    }

    @Post("/messages:check")
    @Unaudited("Only asks whether a filter can be read.")
    HttpResponse<SearchViews.FilterCheck> check(
            Caller caller, @PathVariable("cluster_id") String lkc, @Body JsonNode body) {
        access.enter(caller, lkc, Right.MESSAGES_READ);
        JsonInput input = JsonInput.of(body);
        String expression = input.text("filter", 0, LONGEST_CHECKED);
        Optional<String> topic = input.optionalText("topic", 1, LONGEST_TOPIC);
        return HttpResponse.ok(
                switch (Filter.check(expression)) {
                    case Filter.Check.Accepted accepted ->
                        new SearchViews.FilterCheck(
                                true,
                                List.of(),
                                accepted.filter().names().stream().sorted().toList(),
                                partition(
                                        new Identity(lkc, caller),
                                        topic,
                                        accepted.filter().keyConstant()));
                    case Filter.Check.Rejected rejected ->
                        new SearchViews.FilterCheck(
                                false,
                                rejected.problems().stream()
                                        .map(problem -> new SearchViews.Problem(
                                                problem.line(), problem.column(), problem.message()))
                                        .toList(),
                                List.of(),
                                null);
                });
    }

    private SearchViews.@Nullable KeyPartition partition(
            Identity identity, Optional<String> topic, Optional<String> key) {
        if (topic.isEmpty() || key.isEmpty()) {
            return null;
        }
        int partitions = topics.get(identity, topic.get()).partitions().size();
        byte[] bytes = key.get().getBytes(StandardCharsets.UTF_8);
        return new SearchViews.KeyPartition(key.get(), Utils.toPositive(Utils.murmur2(bytes)) % partitions, partitions);
    }

    @Get("/messages:estimate")
    SearchViews.Estimate estimate(Caller caller, HttpRequest<?> request, @PathVariable("cluster_id") String lkc) {
        access.enter(caller, lkc, Right.MESSAGES_READ);
        StreamQuery query = StreamQuery.search(request.getParameters(), StreamQuery.MOST_SHOWN);
        return estimates.of(caller.tenant(), new Identity(lkc, caller), query);
    }

    @Get("/messages:timeline")
    SearchViews.Timeline timeline(Caller caller, HttpRequest<?> request, @PathVariable("cluster_id") String lkc) {
        access.enter(caller, lkc, Right.MESSAGES_READ);
        return timelines.of(new Identity(lkc, caller), Timelines.Question.of(request.getParameters()));
    }

    @Get("/messages:download")
    @Audited("messages.download")
    @Produces({"application/x-ndjson", "text/csv", "application/octet-stream"})
    HttpResponse<Publisher<byte[]>> download(
            Caller caller, HttpRequest<?> request, @PathVariable("cluster_id") String lkc) {
        access.enter(caller, lkc, Right.MESSAGES_READ);
        access.enter(caller, lkc, Right.MESSAGES_DOWNLOAD);
        HttpParameters parameters = request.getParameters();
        FileForm form = FileForm.of(parameters.getFirst("format").orElse(""));
        StreamQuery query = StreamQuery.search(parameters, Downloads.MOST_MESSAGES);
        Publisher<byte[]> file = downloads.begin(Reader.of(caller, lkc), query, form);
        audit.record(
                caller.tenant(),
                Change.in(lkc, query.topic())
                        .field("format", null, form.suffix())
                        .field("query", null, request.getUri().getRawQuery()));
        return HttpResponse.ok(file)
                .contentType(form.mediaType())
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"" + query.topic().replaceAll("[^A-Za-z0-9._-]", "_") + "."
                                + form.suffix() + "\"");
    }
}
