package io.naru.broker.topic;

import io.naru.broker.controller.Command;
import io.naru.broker.controller.Command.ConfigChange;
import io.naru.broker.controller.CommandResult;
import io.naru.broker.controller.Controller;
import io.naru.broker.dispatch.ApiHandler;
import io.naru.broker.dispatch.Request;
import io.naru.broker.metadata.TopicImage;
import io.naru.broker.tenancy.Principal;
import io.naru.broker.tenancy.Right;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterConfigsResource;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterableConfig;
import org.apache.kafka.common.message.IncrementalAlterConfigsResponseData;
import org.apache.kafka.common.message.IncrementalAlterConfigsResponseData.AlterConfigsResourceResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/// IncrementalAlterConfigs: sets, deletes, and adds to or takes from lists, on topics. All changes of one topic hold
/// together or not at all.
public final class IncrementalAlterConfigsHandler implements ApiHandler {
    private static final byte SET = 0;
    private static final byte DELETE = 1;
    private static final byte APPEND = 2;
    private static final byte SUBTRACT = 3;
    private static final long TIMEOUT_MS = 30_000;

    private final Controller controller;

    public IncrementalAlterConfigsHandler(Controller controller) {
        this.controller = controller;
    }

    @Override
    public ApiKeys api() {
        return ApiKeys.INCREMENTAL_ALTER_CONFIGS;
    }

    @Override
    public Right needs() {
        return Right.MANAGE;
    }

    @Override
    public void handle(Request request) {
        var body = (IncrementalAlterConfigsRequestData) request.body();
        List<Target> targets = new ArrayList<>();
        Set<ConfigResource> seen = new HashSet<>();
        body.resources().forEach(resource -> targets.add(target(request, resource, seen)));
        List<Command> commands =
                targets.stream().map(Target::command).filter(Objects::nonNull).toList();
        if (body.validateOnly()) {
            answer(request, targets, commands.stream().map(controller::check).toList());
        } else {
            CommandRun.submit(
                    controller,
                    commands,
                    TIMEOUT_MS,
                    results -> request.answerBy(() -> answer(request, targets, results)));
        }
    }

    private Target target(Request request, AlterConfigsResource resource, Set<ConfigResource> seen) {
        ConfigResource.Type type = ConfigResource.Type.forId(resource.resourceType());
        if (!seen.add(new ConfigResource(type, resource.resourceName()))) {
            return refused(resource, Errors.INVALID_REQUEST, "Each resource must appear at most once.");
        }
        return switch (type) {
            case TOPIC -> topic(request, resource);
            case BROKER ->
                refused(
                        resource,
                        Errors.CLUSTER_AUTHORIZATION_FAILED,
                        "The brokers' configuration belongs to the service; set the topic's instead.");
            case BROKER_LOGGER, CLIENT_METRICS, GROUP, UNKNOWN ->
                refused(
                        resource,
                        Errors.INVALID_REQUEST,
                        "Only configurations of topics can be changed, not those of a " + type + ".");
        };
    }

    private Target topic(Request request, AlterConfigsResource resource) {
        Principal principal = request.principal();
        if (!request.rights().contains(Right.MANAGE)) {
            return new Target(resource, null, Answer.TOPIC_FORBIDDEN);
        }
        TopicImage topic = controller.image().topic(principal.cluster(), resource.resourceName());
        if (topic == null) {
            return refused(resource, Errors.UNKNOWN_TOPIC_OR_PARTITION, "This topic does not exist.");
        }
        List<ConfigChange> changes = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Map<String, String> together = new HashMap<>(topic.configs());
        for (AlterableConfig config : resource.configs()) {
            Answer refused = names.add(config.name())
                    ? change(principal, config, changes)
                    : new Answer(Errors.INVALID_REQUEST, "Configuration " + config.name() + " is named twice.");
            if (refused != null) {
                return new Target(resource, null, refused);
            }
            switch (config.configOperation()) {
                case SET -> together.put(config.name(), Objects.requireNonNull(config.value()));
                case DELETE -> together.remove(config.name());
                default -> {}
            }
        }
        Answer refused = ConfigRules.refuseTogether(together);
        return refused == null
                ? new Target(
                        resource,
                        new Command.ChangeTopicConfigs(principal.cluster(), topic.id(), changes, principal.name()),
                        Answer.DONE)
                : new Target(resource, null, refused);
    }

    /// Adds the change that one operation asks for, or says why there is none.
    private static @Nullable Answer change(Principal principal, AlterableConfig config, List<ConfigChange> changes) {
        if (config.configOperation() == DELETE) {
            changes.add(new ConfigChange.Delete(config.name()));
            return null;
        }
        Answer refused = ConfigRules.refuse(principal, config.name(), config.value());
        if (refused != null) {
            return refused;
        }
        TopicConfig known = Objects.requireNonNull(TopicConfigs.named(config.name()));
        List<String> elements = TopicConfig.elements(config.value());
        List<String> base = TopicConfig.elements(known.defaultValue());
        boolean isList = known.type() == TopicConfig.Type.LIST;
        switch (config.configOperation()) {
            case SET -> changes.add(new ConfigChange.Set(config.name(), config.value()));
            case APPEND -> changes.add(new ConfigChange.Append(config.name(), elements, base));
            case SUBTRACT -> changes.add(new ConfigChange.Subtract(config.name(), elements, base));
            default -> {
                return new Answer(Errors.INVALID_REQUEST, "There is no operation " + config.configOperation() + ".");
            }
        }
        return config.configOperation() == SET || isList
                ? null
                : new Answer(
                        Errors.INVALID_CONFIG,
                        "Configuration " + config.name() + " is not a list; nothing can be added to or taken from it.");
    }

    private static void answer(Request request, List<Target> targets, List<CommandResult> results) {
        var response = new IncrementalAlterConfigsResponseData();
        Iterator<CommandResult> next = results.iterator();
        for (Target target : targets) {
            Answer answer = target.command() == null ? target.refusal() : Answer.of(next.next());
            response.responses()
                    .add(new AlterConfigsResourceResponse()
                            .setResourceType(target.resource().resourceType())
                            .setResourceName(target.resource().resourceName())
                            .setErrorCode(answer.error().code())
                            .setErrorMessage(answer.sentence()));
        }
        request.respond(response);
    }

    private static Target refused(AlterConfigsResource resource, Errors error, String sentence) {
        return new Target(resource, null, new Answer(error, sentence));
    }

    /// One resource of the request.
    ///
    /// @param command null if it is refused already
    private record Target(
            AlterConfigsResource resource, @Nullable Command command, Answer refusal) {}
}
