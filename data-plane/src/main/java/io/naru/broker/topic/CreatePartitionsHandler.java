package io.naru.broker.topic;

import io.naru.broker.controller.Command;
import io.naru.broker.controller.CommandResult;
import io.naru.broker.controller.Controller;
import io.naru.broker.dispatch.ApiHandler;
import io.naru.broker.dispatch.Request;
import io.naru.broker.metadata.TopicImage;
import io.naru.broker.tenancy.Principal;
import io.naru.broker.tenancy.Right;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.message.CreatePartitionsRequestData;
import org.apache.kafka.common.message.CreatePartitionsRequestData.CreatePartitionsAssignment;
import org.apache.kafka.common.message.CreatePartitionsRequestData.CreatePartitionsTopic;
import org.apache.kafka.common.message.CreatePartitionsResponseData;
import org.apache.kafka.common.message.CreatePartitionsResponseData.CreatePartitionsTopicResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/// CreatePartitions: a topic only grows.
public final class CreatePartitionsHandler implements ApiHandler {
    private final Controller controller;
    private final TopicRules rules;

    public CreatePartitionsHandler(Controller controller, TopicRules rules) {
        this.controller = controller;
        this.rules = rules;
    }

    @Override
    public ApiKeys api() {
        return ApiKeys.CREATE_PARTITIONS;
    }

    @Override
    public Right needs() {
        return Right.MANAGE;
    }

    @Override
    public void handle(Request request) {
        var body = (CreatePartitionsRequestData) request.body();
        List<Target> targets = new ArrayList<>();
        body.topics().forEach(topic -> targets.add(target(request, topic)));
        List<Command> commands =
                targets.stream().map(Target::command).filter(Objects::nonNull).toList();
        if (body.validateOnly()) {
            answer(request, targets, commands.stream().map(controller::check).toList());
        } else {
            CommandRun.submit(
                    controller,
                    commands,
                    body.timeoutMs(),
                    results -> request.answerBy(() -> answer(request, targets, results)));
        }
    }

    private Target target(Request request, CreatePartitionsTopic asked) {
        Principal principal = request.principal();
        if (!request.rights().contains(Right.MANAGE)) {
            return new Target(asked.name(), null, Answer.TOPIC_FORBIDDEN);
        }
        TopicImage topic = controller.image().topic(principal.cluster(), asked.name());
        if (topic == null) {
            return new Target(
                    asked.name(), null, new Answer(Errors.UNKNOWN_TOPIC_OR_PARTITION, "This topic does not exist."));
        }
        if (topic.internal()) {
            return new Target(
                    asked.name(),
                    null,
                    new Answer(Errors.POLICY_VIOLATION, "Topic '" + topic.name() + "' belongs to the cell itself."));
        }
        if (asked.count() <= 0) {
            return new Target(
                    asked.name(),
                    null,
                    new Answer(Errors.INVALID_PARTITIONS, "The number of partitions must be above 0."));
        }
        List<List<Integer>> assignment = asked.assignments() == null
                ? List.of()
                : asked.assignments().stream()
                        .map(CreatePartitionsAssignment::brokerIds)
                        .toList();
        var layout = new Command.Layout(asked.count(), topic.replicationFactor(), assignment);
        return new Target(
                asked.name(),
                new Command.CreatePartitions(principal.cluster(), topic.id(), layout, principal.name(), rules.limits()),
                Answer.DONE);
    }

    private static void answer(Request request, List<Target> targets, List<CommandResult> results) {
        var response = new CreatePartitionsResponseData();
        Iterator<CommandResult> next = results.iterator();
        for (Target target : targets) {
            Answer answer = target.command() == null ? target.refusal() : Answer.of(next.next());
            response.results()
                    .add(new CreatePartitionsTopicResult()
                            .setName(target.name())
                            .setErrorCode(answer.error().code())
                            .setErrorMessage(answer.sentence()));
        }
        request.respond(response);
    }

    /// One topic of the request.
    ///
    /// @param command null if it is refused already
    private record Target(String name, @Nullable Command command, Answer refusal) {}
}
