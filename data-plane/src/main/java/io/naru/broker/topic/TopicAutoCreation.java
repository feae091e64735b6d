package io.naru.broker.topic;

import io.naru.broker.controller.Command;
import io.naru.broker.controller.Controller;
import io.naru.broker.controller.TopicIds;
import io.naru.broker.discovery.AutoCreation;
import io.naru.broker.tenancy.Principal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/// Makes the topics that the test listener's clients ask about.
public final class TopicAutoCreation implements AutoCreation {
    private static final long TIMEOUT_MS = 10_000;

    private final Controller controller;
    private final TopicRules rules;
    private final RandomGenerator random;

    public TopicAutoCreation(Controller controller, TopicRules rules, RandomGenerator random) {
        this.controller = controller;
        this.rules = rules;
        this.random = random;
    }

    @Override
    public CompletionStage<?> create(Principal principal, Collection<String> names) {
        List<Command.CreateTopic> commands = names.stream()
                .map(name -> new Command.CreateTopic(
                        principal.cluster(),
                        name,
                        TopicIds.next(random),
                        Command.Layout.of(rules.testPartitions(), 1),
                        Map.of(),
                        principal.name(),
                        rules.limits()))
                .toList();
        var done = new CompletableFuture<Void>();
        CommandRun.submit(controller, commands, TIMEOUT_MS, _ -> done.complete(null));
        return done;
    }
}
