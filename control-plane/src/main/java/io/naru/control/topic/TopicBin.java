package io.naru.control.topic;

import io.naru.control.access.Caller;
import io.naru.control.access.Tenant;
import io.naru.control.audit.Audit;
import io.naru.control.audit.Change;
import io.naru.control.database.TenantTransactions;
import io.naru.control.http.Refusal;
import io.naru.control.outbox.Outbox;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/// Deleted topics that can be restored. The cell owns them; what is wanted of one goes down as desired state, what came
/// of it comes up as an event.
@Singleton
class TopicBin {
    static final String KIND = "topic_wish";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(30);

    private final BinRepository topics;
    private final TenantTransactions transactions;
    private final Outbox outbox;
    private final Audit audit;

    TopicBin(BinRepository topics, TenantTransactions transactions, Outbox outbox, Audit audit) {
        this.topics = topics;
        this.transactions = transactions;
        this.outbox = outbox;
        this.audit = audit;
    }

    /// A wish on its way.
    private record Asked(BinnedTopic topic, Outbox.Change change) {}

    List<BinnedTopic> list(Tenant tenant, String lkc) {
        return transactions.in(tenant, () -> topics.list(tenant.organizationId(), lkc));
    }

    /// Brings a topic back and waits until it works.
    ///
    /// @param name another name than it had, if that is taken by now
    BinnedTopic restore(Caller caller, String lkc, String topicId, Optional<String> name) {
        Asked asked = ask(caller, lkc, topicId, "restore", name);
        BinnedTopic topic = settled(caller.tenant(), lkc, asked);
        if (topic.deletedAt() != null) {
            throw notFound(topicId);
        }
        audit.recordMade(
                Change.in(lkc, topic.name()).field("name", asked.topic().name(), topic.name()));
        return topic;
    }

    /// Deletes a topic for good and waits until it is gone.
    void purge(Caller caller, String lkc, String topicId) {
        BinnedTopic topic = settled(caller.tenant(), lkc, ask(caller, lkc, topicId, "purge", Optional.empty()));
        audit.recordMade(Change.in(lkc, topic.name()));
    }

    /// Waits a little until a deletion that the cell has acknowledged shows here, so that the bin that is read next has
    /// it.
    void awaitDeletion(Tenant tenant, String lkc, String topicId) {
        await(() -> find(tenant, lkc, topicId).filter(topic -> topic.isBinned() || topic.deletedAt() != null));
    }

    private Asked ask(Caller caller, String lkc, String topicId, String action, Optional<String> name) {
        Tenant tenant = caller.tenant();
        return transactions.in(tenant, () -> {
            BinnedTopic topic = topics.find(tenant.organizationId(), lkc, topicId)
                    .filter(BinnedTopic::isBinned)
                    .orElseThrow(() -> notFound(topicId));
            long version = topics.wish(tenant.organizationId(), topicId).version();
            Map<String, Object> state = new LinkedHashMap<>();
            state.put("lkc", lkc);
            state.put("action", action);
            state.put("binned_version", topic.binnedVersion());
            state.put("name", name.orElse(topic.name()));
            state.put("principal", caller.principal());
            return new Asked(topic, outbox.add(tenant, KIND, topicId, version, state));
        });
    }

    /// The topic once the cell has done what was asked for.
    private BinnedTopic settled(Tenant tenant, String lkc, Asked asked) {
        if (!outbox.awaitPublished(tenant, List.of(asked.change()), Outbox.PATIENCE)) {
            throw silent();
        }
        return await(() -> {
                    throwIfRefused(tenant, asked);
                    return find(tenant, lkc, asked.topic().topicId())
                            .filter(topic -> topic.deletedAt() != null
                                    || !Objects.equals(asked.topic().binnedVersion(), topic.binnedVersion()));
                })
                .orElseThrow(TopicBin::silent);
    }

    private void throwIfRefused(Tenant tenant, Asked asked) {
        transactions
                .in(
                        tenant,
                        () -> topics.wished(
                                tenant.organizationId(), asked.topic().topicId()))
                .filter(wish -> wish.refusedVersion() == asked.change().version())
                .ifPresent(wish -> {
                    throw refusal(asked.topic().topicId(), wish);
                });
    }

    private static Refusal refusal(String topicId, BinRepository.Wish wish) {
        String detail = Optional.ofNullable(wish.refusedDetail()).orElse("The cell has refused this.");
        return switch (Optional.ofNullable(wish.refusedReason()).orElse("")) {
            case "topic_exists" -> Refusal.conflictAt("/name", "name_taken", detail);
            case "invalid_name" -> Refusal.field("/name", detail);
            case "limit_reached" -> Refusal.limitReached(detail);
            case "not_in_bin", "cluster_deleted" -> notFound(topicId);
            default -> Refusal.unavailable(detail);
        };
    }

    private Optional<BinnedTopic> find(Tenant tenant, String lkc, String topicId) {
        return transactions.in(tenant, () -> topics.find(tenant.organizationId(), lkc, topicId));
    }

    private static <T> Optional<T> await(Supplier<Optional<T>> look) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Optional<T> seen = look.get();
        while (seen.isEmpty() && System.nanoTime() < deadline) {
            try {
                Thread.sleep(LOOK_EVERY);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return seen;
            }
            seen = look.get();
        }
        return seen;
    }

    private static Refusal silent() {
        return Refusal.unavailable(
                "The wish is recorded, but the cell has not acknowledged it yet; it will be granted as"
                        + " soon as the cell is back, while the topic is in the bin. Asking again is safe.");
    }

    private static Refusal notFound(String topicId) {
        return Refusal.notFound("topic in the bin with id", topicId);
    }
}
