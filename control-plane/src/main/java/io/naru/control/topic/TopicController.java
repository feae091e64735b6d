package io.naru.control.topic;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.naru.control.access.Caller;
import io.naru.control.access.Right;
import io.naru.control.access.Scope;
import io.naru.control.audit.Audited;
import io.naru.control.cell.CellClients.Identity;
import io.naru.control.cluster.ClusterAccess;
import io.naru.control.http.JsonInput;
import io.naru.control.http.KafkaMetadata;
import io.naru.control.http.Paging;
import io.naru.control.http.PublicUrls;
import io.naru.control.http.Refusal;
import io.naru.control.idempotency.MadeOnce;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.TopicDescription;

@Controller("/kafka/v3/clusters/{cluster_id}/topics")
@ExecuteOn(TaskExecutors.BLOCKING)
class TopicController {
    private static final int DEFAULT_PARTITIONS = 6;
    private static final int MOST_PARTITIONS = 10_000;
    private static final int WHOLE_LIST = 100_000;
    private static final int LARGEST_PAGE = 1_000;
    private static final int MOST_CONFIGS = 100;
    private static final int MOST_DESCRIBED = 1_000;

    private final Topics topics;
    private final TopicBin bin;
    private final TopicViews views;
    private final ClusterAccess access;
    private final PublicUrls urls;

    TopicController(Topics topics, TopicBin bin, TopicViews views, ClusterAccess access, PublicUrls urls) {
        this.topics = topics;
        this.bin = bin;
        this.views = views;
        this.access = access;
        this.urls = urls;
    }

    private static Identity identity(Caller caller, String lkc) {
        return new Identity(lkc, caller);
    }

    /// A key without any right gets an empty list, not a refusal: tools try a new key here.
    @Get
    TopicViews.TopicList list(Caller caller, HttpRequest<?> request, @PathVariable("cluster_id") String lkc) {
        Scope scope = access.enter(caller, lkc).at();
        boolean paged = request.getParameters().getFirst("page_size").isPresent();
        Paging paging = Paging.of(request, WHOLE_LIST, paged ? LARGEST_PAGE : WHOLE_LIST);
        String filter = request.getParameters().getFirst("filter").orElse("");
        Paging.Page<TopicDescription> page = caller.may(Right.MESSAGES_READ, scope)
                ? topics.list(identity(caller, lkc), filter, paging)
                : new Paging.Page<>(List.of(), null);
        Paging.Metadata links = paging.metadata(request, urls, page.next());
        return new TopicViews.TopicList(
                "KafkaTopicList",
                new KafkaMetadata.ForList(links.first(), links.next()),
                page.map(topic -> views.topic(lkc, topic)).rows());
    }

    @Post
    @Audited("topic.create")
    @MadeOnce
    HttpResponse<TopicViews.Topic> create(Caller caller, @PathVariable("cluster_id") String lkc, @Body JsonNode body) {
        access.enter(caller, lkc, Right.TOPICS_MANAGE);
        JsonInput input = JsonInput.of(body);
        Map<String, String> configs = new LinkedHashMap<>();
        for (JsonInput config : input.objects("configs", MOST_CONFIGS)) {
            configs.put(config.text("name", 1, 249), config.text("value", 0, 10_000));
        }
        Topics.Wanted wanted = new Topics.Wanted(
                input.text("topic_name", 1, 249),
                input.optionalNumber("partitions_count", 1, MOST_PARTITIONS).orElse(DEFAULT_PARTITIONS),
                input.optionalNumber("replication_factor", -1, 100),
                configs);
        return HttpResponse.created(views.topic(lkc, topics.create(identity(caller, lkc), wanted)));
    }

    @Get("/{topic_name}")
    TopicViews.Topic get(
            Caller caller, @PathVariable("cluster_id") String lkc, @PathVariable("topic_name") String topic) {
        access.enter(caller, lkc, Right.MESSAGES_READ);
        return views.topic(lkc, topics.get(identity(caller, lkc), topic));
    }

    @Patch("/{topic_name}")
    @Audited("topic.update")
    TopicViews.Topic grow(
            Caller caller,
            @PathVariable("cluster_id") String lkc,
            @PathVariable("topic_name") String topic,
            @Body JsonNode body) {
        access.enter(caller, lkc, Right.TOPICS_MANAGE);
        int partitions = JsonInput.of(body)
                .optionalNumber("partitions_count", 1, MOST_PARTITIONS)
                .orElseThrow(() -> Refusal.field("/partitions_count", "partitions_count is missing."));
        return views.topic(lkc, topics.grow(identity(caller, lkc), topic, partitions));
    }

    @Delete("/{topic_name}")
    @Audited("topic.delete")
    HttpResponse<?> delete(
            Caller caller, @PathVariable("cluster_id") String lkc, @PathVariable("topic_name") String topic) {
        access.enter(caller, lkc, Right.TOPICS_MANAGE);
        Identity identity = identity(caller, lkc);
        TopicDescription deleted = topics.get(identity, topic);
        topics.delete(identity, topic);
        bin.awaitDeletion(caller.tenant(), lkc, deleted.topicId().toString());
        return HttpResponse.noContent();
    }

    @Get("/{topic_name}/configs")
    TopicViews.ConfigList configs(
            Caller caller, @PathVariable("cluster_id") String lkc, @PathVariable("topic_name") String topic) {
        access.enter(caller, lkc, Right.MESSAGES_READ);
        return views.configs(lkc, topic, topics.configs(identity(caller, lkc), topic));
    }

    /// Of all topics at once, as Kafka REST has it.
    @Get("/-/configs")
    TopicViews.ConfigList configsOfAll(Caller caller, @PathVariable("cluster_id") String lkc) {
        access.enter(caller, lkc, Right.MESSAGES_READ);
        return views.configsOfAll(lkc, topics.configsOfAll(identity(caller, lkc), MOST_DESCRIBED));
    }

    @Post("/{topic_name}/configs:alter")
    @Audited("topic.configure")
    HttpResponse<?> alterConfigs(
            Caller caller,
            @PathVariable("cluster_id") String lkc,
            @PathVariable("topic_name") String topic,
            @Body JsonNode body) {
        access.enter(caller, lkc, Right.TOPICS_MANAGE);
        List<Topics.ConfigEdit> edits = JsonInput.of(body).objects("data", MOST_CONFIGS).stream()
                .map(TopicController::edit)
                .toList();
        if (edits.isEmpty()) {
            throw Refusal.field("/data", "data must name at least one setting.");
        }
        topics.alter(identity(caller, lkc), topic, edits);
        return HttpResponse.noContent();
    }

    private static Topics.ConfigEdit edit(JsonInput item) {
        String name = item.text("name", 1, 249);
        boolean delete = item.optionalOneOf("operation", List.of("SET", "DELETE"))
                .filter("DELETE"::equals)
                .isPresent();
        return new Topics.ConfigEdit(name, delete ? Optional.empty() : Optional.of(item.text("value", 0, 10_000)));
    }

    @Get("/{topic_name}/partitions")
    TopicViews.PartitionList partitions(
            Caller caller, @PathVariable("cluster_id") String lkc, @PathVariable("topic_name") String topic) {
        access.enter(caller, lkc, Right.MESSAGES_READ);
        Identity identity = identity(caller, lkc);
        TopicDescription description = topics.get(identity, topic);
        return views.partitions(lkc, description, topics.offsets(identity, description));
    }
}
