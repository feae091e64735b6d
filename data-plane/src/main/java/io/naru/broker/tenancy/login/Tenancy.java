package io.naru.broker.tenancy.login;

import io.naru.broker.disk.Disk;
import io.naru.broker.environment.Agent;
import io.naru.broker.environment.Environment;
import io.naru.broker.environment.Threads;
import io.naru.broker.systemtopic.SystemLog;
import io.naru.broker.tenancy.Authentication;
import io.naru.broker.tenancy.Rights;
import io.naru.broker.tenancy.desired.ClusterStates;
import io.naru.broker.tenancy.desired.ConnectionCloser;
import io.naru.broker.tenancy.desired.DesiredFollower;
import io.naru.broker.tenancy.desired.DesiredState;
import io.naru.broker.tenancy.desired.FollowerSettings;
import io.naru.broker.tenancy.desired.RevocationListener;
import io.naru.broker.tenancy.desired.TopicWishes;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The broker's tenancy in one piece: follows desired state, knows who may enter and what he may do. One agent turns
/// it.
public final class Tenancy implements Agent {
    private final DesiredFollower follower;
    private final DelayedAnswers delayed;
    private final LogIns logIns;
    private final DesiredRights rights;
    private volatile Threads.@Nullable Running running;

    /// What tenancy acts upon; each is called on the agent's thread and must not block.
    public record Neighbours(
            ConnectionCloser closer,
            ClusterStates clusterStates,
            TopicWishes topicWishes,
            RevocationListener revocations,
            LogInLedger ledger) {}

    /// Reads nothing yet.
    ///
    /// @param snapshotFile where desired state is kept; its directory exists
    public Tenancy(
            Environment environment,
            Disk disk,
            Path snapshotFile,
            FollowerSettings followerSettings,
            LogInSettings logInSettings,
            SystemLog desired,
            Neighbours neighbours) {
        this.follower = new DesiredFollower(
                environment,
                disk,
                snapshotFile,
                followerSettings,
                desired,
                neighbours.closer(),
                neighbours.clusterStates(),
                neighbours.topicWishes(),
                neighbours.revocations());
        this.delayed = new DelayedAnswers(environment.clock(), this::wake);
        this.logIns = new LogIns(environment.clock(), follower, logInSettings, neighbours.ledger(), delayed);
        this.rights = new DesiredRights(environment.clock(), follower);
    }

    /// Takes desired state from its snapshot. Called once, before the agent starts; from then on clients may enter.
    public void open() throws IOException {
        follower.open();
    }

    /// Tells the agent how it is woken; called once when it has been started.
    public void runsAs(Threads.Running thread) {
        running = thread;
        follower.runsAs(thread);
    }

    public Authentication authentication() {
        return logIns;
    }

    public Rights rights() {
        return rights;
    }

    /// The newest desired state applied.
    public DesiredState state() {
        return follower.state();
    }

    /// Whether tenants stay out because the leader of desired state has been silent for too long.
    public boolean isIsolated() {
        return follower.isIsolated();
    }

    @Override
    public String name() {
        return "naru-tenancy";
    }

    @Override
    public int doWork() {
        return follower.doWork() + delayed.advance();
    }

    @Override
    public long nextDeadlineNanos() {
        return Math.min(follower.nextDeadlineNanos(), delayed.nextDeadlineNanos());
    }

    @Override
    public void onStop() {
        follower.onStop();
    }

    private void wake() {
        Threads.Running thread = running;
        if (thread != null) {
            thread.wake();
        }
    }
}
