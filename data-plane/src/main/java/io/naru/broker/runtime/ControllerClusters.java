package io.naru.broker.runtime;

import io.naru.broker.controller.Command;
import io.naru.broker.controller.Command.SetClusterState;
import io.naru.broker.controller.CommandResult;
import io.naru.broker.controller.Controller;
import io.naru.broker.tenancy.desired.ClusterStates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the controller what desired state says of logical clusters. A refused command is not sent again here: the
/// follower repeats what it knows at every start, and commands are idempotent.
record ControllerClusters(Controller controller) implements ClusterStates {
    private static final Logger LOG = LoggerFactory.getLogger(ControllerClusters.class);

    @Override
    public void active(String cluster) {
        submit(new SetClusterState(cluster, new SetClusterState.Wanted.Active()));
    }

    @Override
    public void deleting(String cluster, long sinceMs) {
        submit(new SetClusterState(cluster, new SetClusterState.Wanted.Deleting(sinceMs)));
    }

    private void submit(Command command) {
        controller.submit(command).thenAccept(result -> {
            if (result instanceof CommandResult.Refused refused) {
                LOG.warn("{} was refused: {}", command, refused.sentence());
            }
        });
    }
}
