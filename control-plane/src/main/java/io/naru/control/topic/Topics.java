package io.naru.control.topic;

import io.naru.control.audit.Audit;
import io.naru.control.audit.Change;
import io.naru.control.cell.CellClients;
import io.naru.control.cell.CellClients.Identity;
import io.naru.control.cell.CellRefusals;
import io.naru.control.http.Paging;
import io.naru.control.http.Refusal;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Topics as the cell has them. Nothing here is kept in Postgres: the cell owns what Kafka's protocol can change.
@Singleton
public class Topics {
    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration LOOK_EVERY = Duration.ofMillis(30);

    /// A topic as it is asked for.
    public record Wanted(String name, int partitions, OptionalInt replicationFactor, Map<String, String> configs) {}

    /// A change of one setting; an empty value goes back to the default.
    record ConfigEdit(String name, Optional<String> value) {}

    record Offsets(Map<TopicPartition, Long> earliest, Map<TopicPartition, Long> latest) {}

    private final CellClients cell;
    private final Audit audit;

    Topics(CellClients cell, Audit audit) {
        this.cell = cell;
        this.audit = audit;
    }

    /// A page of topics by name, those whose name contains `filter` whatever its case.
    Paging.Page<TopicDescription> list(Identity identity, String filter, Paging paging) {
        String wanted = filter.toLowerCase(Locale.ROOT);
        String after = Optional.ofNullable(paging.after()).orElse("");
        List<String> names = cell.ask(identity, admin -> admin.listTopics().names()).stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).contains(wanted) && name.compareTo(after) > 0)
                .sorted()
                .limit(paging.size() + 1L)
                .toList();
        Paging.Page<String> page = paging.page(names, name -> name);
        Map<String, TopicDescription> described = describe(identity, page.rows());
        return new Paging.Page<>(
                page.rows().stream()
                        .flatMap(name -> Optional.ofNullable(described.get(name)).stream())
                        .toList(),
                page.next());
    }

    public TopicDescription get(Identity identity, String name) {
        return Optional.ofNullable(describe(identity, List.of(name)).get(name)).orElseThrow(CellRefusals::unknownTopic);
    }

    public boolean exists(Identity identity, String name) {
        return cell.ask(identity, admin -> admin.listTopics().names()).contains(name);
    }

    private Map<String, TopicDescription> describe(Identity identity, Collection<String> names) {
        return names.isEmpty()
                ? Map.of()
                : cell.ask(identity, admin -> admin.describeTopics(names).allTopicNames());
    }

    public TopicDescription create(Identity identity, Wanted wanted) {
        Optional<Short> replication = wanted.replicationFactor().isPresent()
                ? Optional.of((short) wanted.replicationFactor().getAsInt())
                : Optional.empty();
        NewTopic topic =
                new NewTopic(wanted.name(), Optional.of(wanted.partitions()), replication).configs(wanted.configs());
        cell.ask(identity, admin -> admin.createTopics(List.of(topic)).all());
        audit.recordMade(Change.in(identity.lkc(), wanted.name())
                .field("partitions_count", null, wanted.partitions())
                .between(Map.of(), wanted.configs()));
        return await(identity, wanted.name(), seen -> seen.isPresent()).orElseThrow(CellRefusals::silent);
    }

    TopicDescription grow(Identity identity, String name, int partitions) {
        int now = get(identity, name).partitions().size();
        if (now != partitions) {
            Map<String, NewPartitions> growth = Map.of(name, NewPartitions.increaseTo(partitions));
            cell.ask(identity, admin -> admin.createPartitions(growth).all());
            audit.recordMade(Change.in(identity.lkc(), name).field("partitions_count", now, partitions));
        }
        return await(
                        identity,
                        name,
                        seen -> seen.filter(topic -> topic.partitions().size() >= partitions)
                                .isPresent())
                .orElseThrow(CellRefusals::unknownTopic);
    }

    void delete(Identity identity, String name) {
        cell.ask(identity, admin -> admin.deleteTopics(List.of(name)).all());
        audit.recordMade(Change.in(identity.lkc(), name));
        Optional<TopicDescription> left = await(identity, name, Optional::isEmpty);
        left.ifPresent(topic -> LOG.info("topic={} is deleted but still described", topic.name()));
    }

    /// Waits until the broker that answers has heard of a change that the controller has already made.
    private Optional<TopicDescription> await(
            Identity identity, String name, Predicate<Optional<TopicDescription>> wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Optional<TopicDescription> seen = find(identity, name);
        while (!wanted.test(seen) && System.nanoTime() < deadline) {
            try {
                Thread.sleep(LOOK_EVERY);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return seen;
            }
            seen = find(identity, name);
        }
        return seen;
    }

    private Optional<TopicDescription> find(Identity identity, String name) {
        try {
            return Optional.ofNullable(describe(identity, List.of(name)).get(name));
        } catch (Refusal refusal) {
            if (refusal.status() == CellRefusals.unknownTopic().status()) {
                return Optional.empty();
            }
            throw refusal;
        }
    }

    Collection<ConfigEntry> configs(Identity identity, String name) {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
        return Optional.ofNullable(cell.ask(
                                identity,
                                admin -> admin.describeConfigs(List.of(topic)).all())
                        .get(topic))
                .orElseThrow(CellRefusals::unknownTopic)
                .entries();
    }

    /// Settings of all topics, by their names.
    ///
    /// @throws Refusal when there are more than `most`
    Map<String, Collection<ConfigEntry>> configsOfAll(Identity identity, int most) {
        Collection<String> names =
                cell.ask(identity, admin -> admin.listTopics().names());
        if (names.size() > most) {
            throw Refusal.badRequest("The cluster has " + names.size() + " topics; the settings of at most " + most
                    + " are read at once. Ask for topics one by one.");
        }
        List<ConfigResource> asked = names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<String, Collection<ConfigEntry>> configs = new TreeMap<>();
        if (!asked.isEmpty()) {
            cell.ask(identity, admin -> admin.describeConfigs(asked).all())
                    .forEach((topic, config) -> configs.put(topic.name(), config.entries()));
        }
        return configs;
    }

    /// Settings that a topic made now would have. The cell is asked to make one without making it.
    Collection<ConfigEntry> defaultConfigs(Identity identity) {
        NewTopic never = new NewTopic("defaults-" + Uuid.randomUuid(), Optional.of(1), Optional.empty());
        CreateTopicsOptions options = new CreateTopicsOptions().validateOnly(true);
        return cell.ask(
                        identity,
                        admin -> admin.createTopics(List.of(never), options).config(never.name()))
                .entries();
    }

    /// Whether messages may be missing between offsets.
    public boolean isCompacted(Identity identity, String name) {
        return configs(identity, name).stream()
                .anyMatch(config -> config.name().equals(TopicConfig.CLEANUP_POLICY_CONFIG)
                        && String.valueOf(config.value()).contains(TopicConfig.CLEANUP_POLICY_COMPACT));
    }

    void alter(Identity identity, String name, List<ConfigEdit> edits) {
        Map<String, String> before = new HashMap<>();
        configs(identity, name).forEach(config -> before.put(config.name(), String.valueOf(config.value())));
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
        List<AlterConfigOp> operations = edits.stream()
                .map(edit -> new AlterConfigOp(
                        new ConfigEntry(edit.name(), edit.value().orElse("")),
                        edit.value().isPresent() ? AlterConfigOp.OpType.SET : AlterConfigOp.OpType.DELETE))
                .toList();
        cell.ask(
                identity,
                admin ->
                        admin.incrementalAlterConfigs(Map.of(topic, operations)).all());
        Change change = Change.in(identity.lkc(), name);
        for (ConfigEdit edit : edits) {
            change = change.field(
                    edit.name(), before.get(edit.name()), edit.value().orElse("the default"));
        }
        audit.recordMade(change);
    }

    Offsets offsets(Identity identity, TopicDescription topic) {
        List<TopicPartition> partitions = IntStream.range(0, topic.partitions().size())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .toList();
        return new Offsets(
                offsets(identity, partitions, OffsetSpec.earliest()),
                offsets(identity, partitions, OffsetSpec.latest()));
    }

    private Map<TopicPartition, Long> offsets(Identity identity, List<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> question = new HashMap<>();
        partitions.forEach(partition -> question.put(partition, spec));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        cell.ask(identity, admin -> admin.listOffsets(question).all())
                .forEach((TopicPartition partition, ListOffsetsResultInfo info) ->
                        offsets.put(partition, info.offset()));
        return offsets;
    }
}
