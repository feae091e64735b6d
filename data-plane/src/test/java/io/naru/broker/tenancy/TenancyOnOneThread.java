package io.naru.broker.tenancy;

import io.naru.broker.disk.CrashDisk;
import io.naru.broker.environment.Environment;
import io.naru.broker.environment.Threads;
import io.naru.broker.simulation.SteppedClock;
import io.naru.broker.simulation.SteppedThreads;
import io.naru.broker.systemtopic.SystemLog;
import io.naru.broker.tenancy.desired.ClusterStates;
import io.naru.broker.tenancy.desired.ConnectionCloser;
import io.naru.broker.tenancy.desired.FollowerSettings;
import io.naru.broker.tenancy.desired.RevocationListener;
import io.naru.broker.tenancy.desired.TopicWish;
import io.naru.broker.tenancy.login.LogInLedger;
import io.naru.broker.tenancy.login.LogInSettings;
import io.naru.broker.tenancy.login.RefusalReason;
import io.naru.broker.tenancy.login.Tenancy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/// The broker's tenancy with everything around it in memory; nothing happens but in [#settle] and [#pass].
public final class TenancyOnOneThread implements ConnectionCloser, ClusterStates, RevocationListener, LogInLedger {
    public static final String CELL = "cell-local";
    public static final String CELL_SECRET = "the cell's own";
    public static final Path SNAPSHOT = Path.of("/data/desired-state");

    public final SteppedClock clock;
    public final CrashDisk disk;
    public final List<String> passed = new ArrayList<>();
    public final List<String> clusterStates = new ArrayList<>();
    public final List<TopicWish> wishes = new ArrayList<>();
    public final List<String> refusals = new ArrayList<>();
    public final List<Principal> connections = new ArrayList<>();
    public final Tenancy tenancy;

    private final SteppedThreads threads;
    private final Threads.Running running;
    private final List<Runnable> closings = new ArrayList<>();
    private boolean closingTakesTime;
    private boolean clusterStatesRefused;

    public TenancyOnOneThread(SystemLog topic, PublicKey rootKey) {
        this(topic, rootKey, emptyDisk(1), new SteppedClock(), 1);
    }

    public TenancyOnOneThread(SystemLog topic, PublicKey rootKey, CrashDisk disk, SteppedClock clock, long seed) {
        this.disk = disk;
        this.clock = clock;
        this.threads = new SteppedThreads(new Random(seed));
        this.tenancy = new Tenancy(
                new Environment(clock, new Random(seed), threads),
                disk,
                SNAPSHOT,
                FollowerSettings.DEFAULT,
                new LogInSettings(CELL, CELL_SECRET, rootKey),
                topic,
                new Tenancy.Neighbours(this, this, wishes::add, this, this));
        try {
            tenancy.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.running = threads.start(tenancy);
        tenancy.runsAs(running);
    }

    public static CrashDisk emptyDisk(long seed) {
        CrashDisk disk = new CrashDisk(seed);
        try {
            disk.createDirectories(Path.of("/data"));
            disk.syncDirectory(Path.of("/"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return disk;
    }

    /// The same broker after a stop, with the same disk.
    public TenancyOnOneThread restartedOn(SystemLog topic) {
        return new TenancyOnOneThread(topic, null, disk, clock, 2);
    }

    public void settle() {
        threads.settle();
    }

    /// One turn of one agent or background job.
    public void step() {
        threads.step();
    }

    /// Lets time pass in small steps, everybody doing what is due.
    public void pass(long ms) {
        for (long left = ms; left > 0; left -= 10) {
            clock.advanceMs(Math.min(left, 10));
            settle();
        }
    }

    public void stop() {
        running.stop();
    }

    public void closingTakesTime() {
        closingTakesTime = true;
    }

    public void closingEnds() {
        closings.forEach(Runnable::run);
        closings.clear();
    }

    /// What an attempt led to, after everything that needs no time.
    public AuthenticationResult plain(String user, String secret, Entrance entrance) {
        List<AuthenticationResult> results = new ArrayList<>();
        tenancy.authentication().plain(user, secret, new PeerInfo("10.0.0.1", entrance), results::add);
        settle();
        return results.isEmpty() ? null : results.getFirst();
    }

    public AuthenticationResult token(String token) {
        List<AuthenticationResult> results = new ArrayList<>();
        tenancy.authentication().oauthBearer(token, new PeerInfo("10.0.0.1", Entrance.CLIENT), results::add);
        pass(5_000);
        return results.isEmpty() ? null : results.getFirst();
    }

    public Set<Right> rightsOf(String lkc, String name, String credential) {
        return tenancy.rights().of(new Principal(lkc, name, credential));
    }

    public List<BarrierOutcome> barrier() {
        List<BarrierOutcome> outcomes = new ArrayList<>();
        tenancy.rights().barrier(outcomes::add);
        return outcomes;
    }

    // ---- neighbours

    @Override
    public void closeConnections(Predicate<Principal> matching, Runnable closed) {
        connections.removeIf(matching);
        if (closingTakesTime) {
            closings.add(closed);
        } else {
            closed.run();
        }
    }

    @Override
    public void active(String cluster, Answer answer) {
        wish(cluster + " active", answer);
    }

    @Override
    public void deleting(String cluster, long sinceMs, Answer answer) {
        wish(cluster + " deleting since " + sinceMs, answer);
    }

    private void wish(String wish, Answer answer) {
        clusterStates.add(wish);
        answer.came(clusterStatesRefused ? "the controller is busy" : null);
    }

    public void setClusterStatesRefused(boolean now) {
        clusterStatesRefused = now;
    }

    @Override
    public void passed(String keyId, long version) {
        passed.add(keyId + "@" + version);
    }

    @Override
    public void accepted(Principal principal, String address, long atMs) {}

    @Override
    public void refused(String keyId, RefusalReason reason, String address, long atMs) {
        refusals.add(keyId + ": " + reason.label());
    }
}
