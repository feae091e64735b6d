package io.naru.control.outbox;

import io.micronaut.json.tree.JsonNode;
import io.naru.control.database.RelayTransactions;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Compares what the cell was told with what the tables say, and has the difference published. What only the topic
/// knows is left alone: absence never deletes.
@Singleton
class Reconciler {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

    private final RelayRepository outbox;
    private final RelayTransactions transactions;
    private final DesiredTopic topic;
    private final Map<String, DesiredOwner> owners;

    Reconciler(RelayRepository outbox, RelayTransactions transactions, DesiredTopic topic, List<DesiredOwner> owners) {
        this.outbox = outbox;
        this.transactions = transactions;
        this.topic = topic;
        this.owners = owners.stream().collect(Collectors.toMap(DesiredOwner::kind, owner -> owner));
    }

    /// Compares everything once.
    ///
    /// @param meanwhile called every now and then while reading
    /// @return the lease's number, raised above every number in the topic
    long run(long epoch, Runnable meanwhile) throws TimeoutException, IOException {
        Map<String, DesiredTopic.Found> told = topic.readAll(meanwhile);
        long highest = told.values().stream()
                .mapToLong(DesiredTopic.Found::relayEpoch)
                .max()
                .orElse(0);
        long number = highest > epoch ? highest + 1 : epoch;
        int differences = transactions.in(() -> {
            if (number != epoch) {
                LOG.warn("the cell has seen relay epoch {}, above ours: Postgres was restored", highest);
                outbox.raiseLease(epoch, number);
            }
            return outbox.newest().stream()
                    .mapToInt(row -> settle(row, told.get(row.kind() + "/" + row.id())))
                    .sum();
        });
        if (differences > 0) {
            LOG.info("reconciled with the cell, differences={}", differences);
        }
        return number;
    }

    private int settle(RelayRepository.Newest row, DesiredTopic.@Nullable Found found) {
        if (row.state() == null) {
            return 0;
        }
        if (found != null && (found.version() > row.version() || (found.isTombstone() && row.published()))) {
            overtaken(row, found);
            return 1;
        }
        if (row.published() && (found == null || found.version() < row.version())) {
            outbox.publishAgain(row.kind(), row.id(), row.version());
            return 1;
        }
        return 0;
    }

    private void overtaken(RelayRepository.Newest row, DesiredTopic.Found found) {
        LOG.warn(
                "the cell knows {}/{} at version {}, ours is {}", row.kind(), row.id(), found.version(), row.version());
        DesiredOwner owner = owners.get(row.kind());
        if (owner == null) {
            return;
        }
        JsonNode state = found.state();
        if (state == null || owner.isEnd(state)) {
            long version = Math.max(found.version(), row.version() + 1);
            outbox.learn(row.kind(), row.id(), row.version(), version, state == null ? null : topic.text(state));
            owner.endedElsewhere(row.id(), version);
        } else {
            outbox.sayAgain(row.kind(), row.id(), row.version(), found.version() + 1);
            owner.raise(row.id(), found.version() + 1);
        }
    }
}
