package io.naru.control.runtime;

import io.naru.control.background.StartWork;
import io.naru.control.database.TenantTransactions;
import io.naru.control.outbox.Relay;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether requests can be served now.
@Singleton
class Readiness {
    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

    private final TenantTransactions transactions;
    private final Relay relay;
    private final List<StartWork> startWork;

    Readiness(TenantTransactions transactions, Relay relay, List<StartWork> startWork) {
        this.transactions = transactions;
        this.relay = relay;
        this.startWork = startWork;
    }

    /// Names of the parts that are not there, empty when all are.
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (!databaseAnswers()) {
            missing.add("postgres");
        }
        if (!relay.reachesCell()) {
            missing.add("cell");
        }
        startWork.stream().filter(work -> !work.isDone()).map(StartWork::name).forEach(missing::add);
        return missing;
    }

    private boolean databaseAnswers() {
        try {
            return transactions.anonymously(() -> true);
        } catch (RuntimeException e) {
            LOG.debug("not ready: database", e);
            return false;
        }
    }
}
