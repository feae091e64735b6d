package io.naru.control.topic;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Put;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.naru.control.access.Caller;
import io.naru.control.access.Right;
import io.naru.control.audit.Audited;
import io.naru.control.cell.CellClients.Identity;
import io.naru.control.cluster.ClusterAccess;
import io.naru.control.http.JsonInput;
import io.naru.control.http.Refusal;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.TopicDescription;

/// One setting, one partition, and a partition's replicas.
@Controller("/kafka/v3/clusters/{cluster_id}/topics/{topic_name}")
@ExecuteOn(TaskExecutors.BLOCKING)
class TopicPartController {
    private static final int UNKNOWN = 40403;

    private final Topics topics;
    private final TopicViews views;
    private final ClusterAccess access;

    TopicPartController(Topics topics, TopicViews views, ClusterAccess access) {
        this.topics = topics;
        this.views = views;
        this.access = access;
    }

    private Identity enter(Caller caller, String lkc, Right right) {
        access.enter(caller, lkc, right);
        return new Identity(lkc, caller);
    }

    /// The topic need not exist.
    @Get("/default-configs")
    TopicViews.ConfigList defaultConfigs(
            Caller caller, @PathVariable("cluster_id") String lkc, @PathVariable("topic_name") String topic) {
        Identity identity = enter(caller, lkc, Right.TOPICS_MANAGE);
        return views.defaultConfigs(lkc, topic, topics.defaultConfigs(identity));
    }

    @Get("/configs/{name}")
    TopicViews.Config config(
            Caller caller,
            @PathVariable("cluster_id") String lkc,
            @PathVariable("topic_name") String topic,
            @PathVariable("name") String name) {
        Identity identity = enter(caller, lkc, Right.MESSAGES_READ);
        return views.configs(lkc, topic, topics.configs(identity, topic)).data().stream()
                .filter(config -> config.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("setting", name).withKafkaCode(UNKNOWN));
    }

    @Put("/configs/{name}")
    @Audited("topic.configure")
    HttpResponse<?> setConfig(
            Caller caller,
            @PathVariable("cluster_id") String lkc,
            @PathVariable("topic_name") String topic,
            @PathVariable("name") String name,
            @Body JsonNode body) {
        Identity identity = enter(caller, lkc, Right.TOPICS_MANAGE);
        String value = JsonInput.of(body).text("value", 0, 10_000);
        topics.alter(identity, topic, List.of(new Topics.ConfigEdit(name, Optional.of(value))));
        return HttpResponse.noContent();
    }

    @Delete("/configs/{name}")
    @Audited("topic.configure")
    HttpResponse<?> resetConfig(
            Caller caller,
            @PathVariable("cluster_id") String lkc,
            @PathVariable("topic_name") String topic,
            @PathVariable("name") String name) {
        Identity identity = enter(caller, lkc, Right.TOPICS_MANAGE);
        topics.alter(identity, topic, List.of(new Topics.ConfigEdit(name, Optional.empty())));
        return HttpResponse.noContent();
    }

    @Get("/partitions/{partition_id}")
    TopicViews.Partition partition(
            Caller caller,
            @PathVariable("cluster_id") String lkc,
            @PathVariable("topic_name") String topic,
            @PathVariable("partition_id") int partition) {
        Identity identity = enter(caller, lkc, Right.MESSAGES_READ);
        TopicDescription description = topics.get(identity, topic);
        return views.partitions(lkc, description, topics.offsets(identity, description)).data().stream()
                .filter(found -> found.partitionId() == partition)
                .findFirst()
                .orElseThrow(() -> noPartition(partition));
    }

    @Get("/partitions/{partition_id}/replicas")
    TopicViews.ReplicaList replicas(
            Caller caller,
            @PathVariable("cluster_id") String lkc,
            @PathVariable("topic_name") String topic,
            @PathVariable("partition_id") int partition) {
        Identity identity = enter(caller, lkc, Right.MESSAGES_READ);
        return topics.get(identity, topic).partitions().stream()
                .filter(info -> info.partition() == partition)
                .findFirst()
                .map(info -> views.replicas(lkc, topic, info))
                .orElseThrow(() -> noPartition(partition));
    }

    private static Refusal noPartition(int partition) {
        return Refusal.notFound("partition", partition + " of this topic").withKafkaCode(UNKNOWN);
    }
}
