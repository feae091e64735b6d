package io.naru.broker.runtime;

import io.naru.broker.controller.Command;
import io.naru.broker.controller.Command.SetClusterState;
import io.naru.broker.controller.CommandResult;
import io.naru.broker.controller.Controller;
import io.naru.broker.tenancy.desired.ClusterStates;

/// Tells the controller what desired state says of logical clusters. Commands are idempotent: one that was refused, or
/// whose answer got lost, may be sent again.
record ControllerClusters(Controller controller) implements ClusterStates {
    @Override
    public void active(String cluster, Answer answer) {
        submit(new SetClusterState(cluster, new SetClusterState.Wanted.Active()), answer);
    }

    @Override
    public void deleting(String cluster, long sinceMs, Answer answer) {
        submit(new SetClusterState(cluster, new SetClusterState.Wanted.Deleting(sinceMs)), answer);
    }

    private void submit(Command command, Answer answer) {
        controller.submit(command).whenComplete((result, failure) -> {
            if (failure != null) {
                answer.came(failure.toString());
            } else {
                answer.came(result instanceof CommandResult.Refused refused ? refused.sentence() : null);
            }
        });
    }
}
