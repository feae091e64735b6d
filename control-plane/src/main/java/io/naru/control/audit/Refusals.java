package io.naru.control.audit;

import io.micronaut.context.annotation.Context;
import io.naru.control.access.Tenant;
import io.naru.control.background.BackgroundThread;
import io.naru.control.database.TenantTransactions;
import io.naru.control.http.Ids;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What was refused. Refusals are counted in memory and written down every second, so that neither their number nor the
/// time
/// they take tells anything to who is refused. Alike within a minute they are one row. Past [#MOST_A_MINUTE] or
/// [#MOST_A_DAY]
/// kinds of an organization the rest of a minute is one row too, so that a flood cannot fill the disk.
@Context
public class Refusals {
    static final int MOST_A_MINUTE = 20;
    static final int MOST_A_DAY = 2_000;
    private static final int MOST_WAITING = 10_000;
    private static final Duration WRITE_EVERY = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    /// A refusal.
    ///
    /// @param code of the error
    /// @param reason its sentence
    public record Refused(
            Tenant tenant,
            Actor actor,
            @Nullable String address,
            String action,
            @Nullable String resource,
            @Nullable String lkc,
            String code,
            String reason,
            @Nullable String requestId) {
        /// What makes it one kind with others.
        private Kind kind(Instant minute) {
            return new Kind(
                    tenant, minute, actor.id(), actor.kind(), actor.credential(), address, action, resource, code);
        }

        /// Without what it was at, for when there are too many kinds.
        private Refused among(String reasons) {
            return new Refused(
                    tenant, Actor.claiming("many"), null, "many.refused", null, null, "too_many", reasons, null);
        }
    }

    private record Kind(
            Tenant tenant,
            Instant minute,
            String actor,
            Actor.Kind actorKind,
            @Nullable String credential,
            @Nullable String address,
            String action,
            @Nullable String resource,
            String code) {}

    private record Counted(Refused refused, Instant at, AtomicLong times) {}

    /// Kinds of an organization that were written down in the running minute and day.
    private static final class Seen {
        private Instant minute = Instant.MIN;
        private LocalDate day = LocalDate.MIN;
        private final Map<Kind, Boolean> ofMinute = new HashMap<>();
        private int ofDay;
    }

    private final AuditRepository rows;
    private final TenantTransactions transactions;
    private final LinkedHashMap<Tenant, Seen> seen = new LinkedHashMap<>(16, 0.75f, true);
    private Map<Kind, Counted> waiting = new LinkedHashMap<>();
    private long lost;
    private @Nullable BackgroundThread thread;

    Refusals(AuditRepository rows, TenantTransactions transactions) {
        this.rows = rows;
        this.transactions = transactions;
    }

    @PostConstruct
    void start() {
        thread = BackgroundThread.start("audit", () -> {
            Thread.sleep(WRITE_EVERY);
            write();
        });
    }

    @PreDestroy
    void stop() {
        if (thread != null) {
            thread.close();
        }
        try {
            write();
        } catch (RuntimeException e) {
            LOG.warn("the last refusals were not written down: {}", e.toString());
        }
    }

    /// Takes a refusal; never blocks and never fails.
    public synchronized void add(Refused given) {
        Instant now = Instant.now();
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        Refused refused = bounded(given, minute);
        Counted counted = waiting.get(refused.kind(minute));
        if (counted != null) {
            counted.times().incrementAndGet();
        } else if (waiting.size() < MOST_WAITING) {
            waiting.put(refused.kind(minute), new Counted(refused, now, new AtomicLong(1)));
        } else {
            lost++;
        }
    }

    private Refused bounded(Refused refused, Instant minute) {
        Seen own = seen.computeIfAbsent(refused.tenant(), tenant -> new Seen());
        if (seen.size() > MOST_WAITING) {
            seen.pollFirstEntry();
        }
        LocalDate day = minute.atZone(ZoneOffset.UTC).toLocalDate();
        if (!own.day.equals(day)) {
            own.day = day;
            own.ofDay = 0;
        }
        if (!own.minute.equals(minute)) {
            own.minute = minute;
            own.ofMinute.clear();
        }
        Kind kind = refused.kind(minute);
        if (own.ofMinute.containsKey(kind)) {
            return refused;
        }
        if (own.ofMinute.size() >= MOST_A_MINUTE || own.ofDay >= MOST_A_DAY) {
            return refused.among("More kinds of calls were refused than are told apart: " + MOST_A_MINUTE
                    + " in a minute, " + MOST_A_DAY + " in a day.");
        }
        own.ofMinute.put(kind, true);
        own.ofDay++;
        return refused;
    }

    /// Writes down what has come, each organization's in a transaction of its own. What cannot be written waits.
    private void write() {
        Map<Kind, Counted> taken = take();
        try {
            while (!taken.isEmpty()) {
                Map.Entry<Kind, Counted> first = taken.entrySet().iterator().next();
                write(first.getValue());
                taken.remove(first.getKey());
            }
        } finally {
            putBack(taken);
        }
    }

    private synchronized Map<Kind, Counted> take() {
        if (lost > 0) {
            LOG.warn("{} refusals were not written down: the database does not take them", lost);
            lost = 0;
        }
        Map<Kind, Counted> taken = waiting;
        waiting = new LinkedHashMap<>();
        return taken;
    }

    private synchronized void putBack(Map<Kind, Counted> left) {
        left.forEach((kind, counted) -> {
            Counted newer = waiting.get(kind);
            if (newer != null) {
                newer.times().addAndGet(counted.times().get());
            } else if (waiting.size() < MOST_WAITING) {
                waiting.put(kind, counted);
            } else {
                lost++;
            }
        });
    }

    private void write(Counted counted) {
        Refused refused = counted.refused();
        Actor actor = refused.actor();
        transactions.in(refused.tenant(), () -> {
            rows.addRefused(
                    Ids.next("al-"),
                    refused.tenant().organizationId(),
                    counted.at(),
                    actor.id(),
                    actor.name(),
                    actor.kind().name(),
                    actor.credential(),
                    refused.address(),
                    refused.action(),
                    refused.resource(),
                    refused.lkc(),
                    refused.code(),
                    refused.reason(),
                    counted.times().get(),
                    refused.requestId());
            return true;
        });
    }
}
