package io.naru.broker.runtime;

import io.naru.broker.controller.Command;
import io.naru.broker.controller.CommandResult;
import io.naru.broker.controller.CommandResult.Refusal;
import io.naru.broker.controller.Controller;
import io.naru.broker.metadata.TopicNames;
import io.naru.broker.metrics.EventPublisher;
import io.naru.broker.tenancy.desired.TopicWish;
import io.naru.broker.tenancy.desired.TopicWishes;
import io.naru.broker.topic.TopicRules;
import java.util.Locale;

/// Tells the controller what desired state wants of topics in the bin. What is granted is told by the controller's own
/// changes, a refusal by the publisher.
record ControllerBin(Controller controller, EventPublisher events) implements TopicWishes {
    @Override
    public void wish(TopicWish wish) {
        switch (wish.action()) {
            case TopicWish.Action.Restore restore -> {
                String objection = TopicNames.refuse(restore.name());
                if (objection != null || TopicNames.isReserved(restore.name())) {
                    events.refused(
                            wish,
                            "invalid_name",
                            objection != null ? objection : "The name is kept for the cell itself.");
                } else {
                    submit(
                            wish,
                            new Command.RestoreTopic(
                                    wish.cluster(),
                                    wish.topic(),
                                    wish.binnedVersion(),
                                    restore.name(),
                                    wish.principal(),
                                    TopicRules.DEFAULT.limits()));
                }
            }
            case TopicWish.Action.Purge _ ->
                submit(
                        wish,
                        new Command.PurgeBinnedTopic(
                                wish.cluster(), wish.topic(), wish.binnedVersion(), wish.principal()));
            case TopicWish.Action.Unknown _ ->
                events.refused(wish, reason(Refusal.UNSUPPORTED), "This broker does not know how to do that.");
        }
    }

    private void submit(TopicWish wish, Command command) {
        controller.submit(command).thenAccept(result -> {
            if (result instanceof CommandResult.Refused refused) {
                events.refused(wish, reason(refused.reason()), refused.sentence());
            }
        });
    }

    private static String reason(Refusal refusal) {
        return refusal.name().toLowerCase(Locale.ROOT);
    }
}
