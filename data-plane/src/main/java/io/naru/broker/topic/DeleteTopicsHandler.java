package io.naru.broker.topic;

import io.naru.broker.controller.Command;
import io.naru.broker.controller.CommandResult;
import io.naru.broker.controller.Controller;
import io.naru.broker.dispatch.ApiHandler;
import io.naru.broker.dispatch.Request;
import io.naru.broker.metadata.MetadataImage;
import io.naru.broker.metadata.TopicImage;
import io.naru.broker.protocol.WireUuid;
import io.naru.broker.tenancy.Principal;
import io.naru.broker.tenancy.Right;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.DeleteTopicsRequestData;
import org.apache.kafka.common.message.DeleteTopicsRequestData.DeleteTopicState;
import org.apache.kafka.common.message.DeleteTopicsResponseData;
import org.apache.kafka.common.message.DeleteTopicsResponseData.DeletableTopicResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/// DeleteTopics: by name, or from v6 on by id. What was found when the request came is deleted, not a topic of the same
/// name made meanwhile. It goes to the bin, from which the control plane can bring it back; to every client it is gone.
public final class DeleteTopicsHandler implements ApiHandler {
    private static final short BY_ID = 6;

    private final Controller controller;
    private final TopicRules rules;

    public DeleteTopicsHandler(Controller controller, TopicRules rules) {
        this.controller = controller;
        this.rules = rules;
    }

    @Override
    public ApiKeys api() {
        return ApiKeys.DELETE_TOPICS;
    }

    @Override
    public Right needs() {
        return Right.MANAGE;
    }

    @Override
    public void handle(Request request) {
        var body = (DeleteTopicsRequestData) request.body();
        List<Target> targets = targets(request, body);
        List<Command> commands =
                targets.stream().map(Target::command).filter(Objects::nonNull).toList();
        CommandRun.submit(
                controller,
                commands,
                body.timeoutMs(),
                results -> request.answerBy(() -> answer(request, targets, results)));
    }

    private List<Target> targets(Request request, DeleteTopicsRequestData body) {
        List<DeleteTopicState> asked = request.apiVersion() >= BY_ID
                ? body.topics()
                : body.topicNames().stream()
                        .map(name -> new DeleteTopicState().setName(name))
                        .toList();
        MetadataImage image = controller.image();
        Set<UUID> seen = new HashSet<>();
        List<Target> targets = new ArrayList<>();
        for (DeleteTopicState topic : asked) {
            targets.add(target(request, image, topic, seen));
        }
        return targets;
    }

    private Target target(Request request, MetadataImage image, DeleteTopicState asked, Set<UUID> seen) {
        Principal principal = request.principal();
        String name = asked.name();
        boolean byId = !asked.topicId().equals(Uuid.ZERO_UUID);
        if (byId == (name != null)) {
            return Target.refused(
                    asked,
                    new Answer(
                            Errors.INVALID_REQUEST, "Either the name or the id of a topic must be given, not both."));
        }
        boolean maySee = !request.rights().isEmpty();
        TopicImage topic = name == null
                ? image.topic(principal.cluster(), WireUuid.fromKafka(asked.topicId()))
                : image.topic(principal.cluster(), name);
        if (name == null && (topic == null || !maySee)) {
            return Target.refused(asked, new Answer(Errors.UNKNOWN_TOPIC_ID, "This id belongs to no topic."));
        }
        if (!request.rights().contains(Right.MANAGE)) {
            return Target.refused(asked, Answer.TOPIC_FORBIDDEN);
        }
        if (topic == null) {
            return Target.refused(asked, new Answer(Errors.UNKNOWN_TOPIC_OR_PARTITION, "This topic does not exist."));
        }
        if (topic.internal()) {
            return Target.refused(
                    asked,
                    new Answer(Errors.POLICY_VIOLATION, "Topic '" + topic.name() + "' belongs to the cell itself."));
        }
        if (!seen.add(topic.id())) {
            return Target.refused(asked, new Answer(Errors.INVALID_REQUEST, "The topic is named twice."));
        }
        return new Target(topic.name(), WireUuid.toKafka(topic.id()), delete(principal, topic), Answer.DONE);
    }

    private Command delete(Principal principal, TopicImage topic) {
        return rules.binRetentionMs() > 0
                ? new Command.BinTopic(
                        principal.cluster(),
                        topic.id(),
                        principal.name(),
                        rules.binRetentionMs(),
                        TopicRules.MOST_BINNED)
                : new Command.DeleteTopic(principal.cluster(), topic.id(), principal.name());
    }

    private static void answer(Request request, List<Target> targets, List<CommandResult> results) {
        var response = new DeleteTopicsResponseData();
        Iterator<CommandResult> next = results.iterator();
        for (Target target : targets) {
            Answer answer = target.command() == null ? target.refusal() : Answer.of(next.next());
            response.responses()
                    .add(new DeletableTopicResult()
                            .setName(target.name())
                            .setTopicId(target.id())
                            .setErrorCode(answer.error().code())
                            .setErrorMessage(request.apiVersion() >= 5 ? answer.sentence() : null));
        }
        request.respond(response);
    }

    /// One topic of the request.
    ///
    /// @param command null if it is refused already
    private record Target(
            @Nullable String name, Uuid id, @Nullable Command command, Answer refusal) {
        static Target refused(DeleteTopicState asked, Answer answer) {
            return new Target(asked.name(), asked.topicId(), null, answer);
        }
    }
}
