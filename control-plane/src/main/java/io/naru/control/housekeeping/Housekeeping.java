package io.naru.control.housekeeping;

import io.micronaut.context.annotation.Context;
import io.naru.control.access.Tenant;
import io.naru.control.apikey.ApiKeys;
import io.naru.control.background.BackgroundThread;
import io.naru.control.background.Chore;
import io.naru.control.cluster.Clusters;
import io.naru.control.database.RelayTransactions;
import io.naru.control.ratelimit.RateLimits;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes back creations that were cut short by a crash: their callers never heard of them, so they must not stay.
@Context
class Housekeeping {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final int CHORES_EVERY = 120;

    private final HousekeepingRepository rows;
    private final RelayTransactions transactions;
    private final Clusters clusters;
    private final ApiKeys keys;
    private final RateLimits limits;
    private final List<Chore> chores;
    private @Nullable BackgroundThread thread;
    private int looks;

    Housekeeping(
            HousekeepingRepository rows,
            RelayTransactions transactions,
            Clusters clusters,
            ApiKeys keys,
            RateLimits limits,
            List<Chore> chores) {
        this.rows = rows;
        this.transactions = transactions;
        this.clusters = clusters;
        this.keys = keys;
        this.limits = limits;
        this.chores = chores;
    }

    @PostConstruct
    void start() {
        thread = BackgroundThread.start("housekeeping", this::step);
    }

    @PreDestroy
    void stop() {
        if (thread != null) {
            thread.close();
        }
    }

    private void step() throws InterruptedException {
        transactions
                .in(rows::clustersLeft)
                .forEach(left -> clusters.abandon(new Tenant(left.organizationId()), left.id()));
        transactions.in(rows::keysLeft).forEach(left -> keys.abandon(new Tenant(left.organizationId()), left.id()));
        if (looks++ % CHORES_EVERY == 0) {
            transactions.run(rows::forgetSessions);
            limits.prune();
            chores.forEach(chore -> transactions.run(chore::run));
        }
        Thread.sleep(LOOK_EVERY);
    }
}
