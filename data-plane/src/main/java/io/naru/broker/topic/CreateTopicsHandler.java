package io.naru.broker.topic;

import io.naru.broker.controller.Command;
import io.naru.broker.controller.CommandResult;
import io.naru.broker.controller.Controller;
import io.naru.broker.dispatch.ApiHandler;
import io.naru.broker.dispatch.Request;
import io.naru.broker.metadata.TopicImage;
import io.naru.broker.protocol.WireUuid;
import io.naru.broker.tenancy.Right;
import io.naru.broker.topic.TopicBlueprint.Plan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.CreateTopicsResponseData.CreatableTopicConfigs;
import org.apache.kafka.common.message.CreateTopicsResponseData.CreatableTopicResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/// CreateTopics: each topic of the request is made or refused by itself; the answer comes when this broker serves what
/// was made.
public final class CreateTopicsHandler implements ApiHandler {
    private final Controller controller;
    private final TopicBlueprint blueprint;

    public CreateTopicsHandler(Controller controller, TopicRules rules, RandomGenerator random) {
        this.controller = controller;
        this.blueprint = new TopicBlueprint(rules, random);
    }

    @Override
    public ApiKeys api() {
        return ApiKeys.CREATE_TOPICS;
    }

    @Override
    public Right needs() {
        return Right.MANAGE;
    }

    @Override
    public void handle(Request request) {
        var body = (CreateTopicsRequestData) request.body();
        Map<String, Plan> plans = plans(request, body);
        List<Command.CreateTopic> commands = plans.values().stream()
                .filter(Plan.Ready.class::isInstance)
                .map(plan -> ((Plan.Ready) plan).command())
                .toList();
        if (body.validateOnly()) {
            answer(request, plans, commands.stream().map(controller::check).toList());
        } else {
            CommandRun.submit(
                    controller,
                    commands,
                    body.timeoutMs(),
                    results -> request.answerBy(() -> answer(request, plans, results)));
        }
    }

    private Map<String, Plan> plans(Request request, CreateTopicsRequestData body) {
        Map<String, Plan> plans = new LinkedHashMap<>();
        Set<String> twice = new HashSet<>();
        for (CreatableTopic topic : body.topics()) {
            Plan plan = request.rights().contains(Right.MANAGE)
                    ? blueprint.plan(request, topic)
                    : new Plan.Refused(Answer.TOPIC_FORBIDDEN);
            if (plans.put(topic.name(), plan) != null) {
                twice.add(topic.name());
            }
        }
        var duplicate = new Plan.Refused(new Answer(Errors.INVALID_REQUEST, "Duplicate topic name."));
        twice.forEach(name -> plans.put(name, duplicate));
        return plans;
    }

    private void answer(Request request, Map<String, Plan> plans, List<CommandResult> results) {
        var response = new CreateTopicsResponseData();
        Iterator<CommandResult> next = results.iterator();
        plans.forEach((name, plan) -> response.topics()
                .add(
                        switch (plan) {
                            case Plan.Refused refused -> refused(name, refused.answer());
                            case Plan.Ready ready -> result(request, ready.command(), Answer.of(next.next()));
                        }));
        request.respond(response);
    }

    private CreatableTopicResult result(Request request, Command.CreateTopic command, Answer answer) {
        if (!answer.isDone()) {
            return refused(command.name(), answer);
        }
        var result = new CreatableTopicResult().setName(command.name());
        TopicImage topic = controller.image().topic(command.cluster(), command.id());
        if (topic != null) {
            result.setTopicId(WireUuid.toKafka(topic.id()));
        }
        if (!request.rights().contains(Right.DESCRIBE)) {
            return result.setTopicConfigErrorCode(Errors.TOPIC_AUTHORIZATION_FAILED.code());
        }
        return result.setNumPartitions(command.layout().partitions())
                .setReplicationFactor(replicas(command, topic))
                .setConfigs(configs(command, topic));
    }

    /// As many as there truly are, or would be.
    private short replicas(Command.CreateTopic command, @Nullable TopicImage topic) {
        if (topic != null) {
            return (short) topic.partitions().get(0).replicas().size();
        }
        return command.layout().assignment().isEmpty()
                ? (short) Math.min(
                        command.layout().replicationFactor(),
                        controller.image().brokers().size())
                : (short) command.layout().assignment().getFirst().size();
    }

    private static List<CreatableTopicConfigs> configs(Command.CreateTopic command, @Nullable TopicImage topic) {
        List<CreatableTopicConfigs> configs = new ArrayList<>();
        for (TopicConfig config : TopicConfigs.all()) {
            String own = command.configs().get(config.name());
            String fallback = topic == null ? config.defaultValue() : config.defaultFor(topic);
            configs.add(new CreatableTopicConfigs()
                    .setName(config.name())
                    .setValue(own == null ? fallback : own)
                    .setConfigSource((own == null ? ConfigSource.DEFAULT : ConfigSource.TOPIC).code()));
        }
        return configs;
    }

    private static CreatableTopicResult refused(String name, Answer answer) {
        return new CreatableTopicResult()
                .setName(name)
                .setErrorCode(answer.error().code())
                .setErrorMessage(answer.sentence())
                .setConfigs(List.of());
    }
}
