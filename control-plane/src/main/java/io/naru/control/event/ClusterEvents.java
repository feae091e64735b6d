package io.naru.control.event;

import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.naru.control.access.Caller;
import io.naru.control.access.Reach;
import io.naru.control.access.Right;
import io.naru.control.access.Tenant;
import io.naru.control.database.TenantTransactions;
import io.naru.control.http.JsonEvents;
import io.naru.control.http.Refusal;
import io.naru.control.http.Times;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Streams of events. Each looks once a second, for an hour at most; so many for one caller and in all.
@Singleton
class ClusterEvents {
    private static final int MOST_STREAMS = 200;
    private static final int MOST_STREAMS_EACH = 3;
    private static final int MOST_AT_ONCE = 100;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int LOOKS_BETWEEN_SIGNS_OF_LIFE = 15;

    private final EventRepository events;
    private final TenantTransactions transactions;
    private final JsonEvents json;
    private final Scheduler blocking;
    private final Map<String, Integer> open = new HashMap<>();

    ClusterEvents(
            EventRepository events,
            TenantTransactions transactions,
            JsonEvents json,
            @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.events = events;
        this.transactions = transactions;
        this.json = json;
        this.blocking = Schedulers.fromExecutorService(blocking);
    }

    @Serdeable(naming = SnakeCaseStrategy.class)
    record View(
            String kind,
            String clusterId,
            String subject,
            @Nullable String principal,
            String at) {}

    /// Begins a stream of one cluster.
    ///
    /// @param after go on behind this event; with what happens from now on when empty
    /// @param follow whether to wait for what comes, rather than end behind what is kept
    /// @throws Refusal when too many are open
    Publisher<Event<String>> ofCluster(Caller caller, String lkc, OptionalLong after, boolean follow) {
        UUID organization = caller.tenant().organizationId();
        return stream(
                caller,
                new Source(
                        () -> events.last(organization, lkc),
                        position -> events.after(organization, lkc, position, MOST_AT_ONCE)),
                after,
                follow);
    }

    /// Begins a stream of all clusters in which the caller has a right.
    Publisher<Event<String>> ofAll(Caller caller, Right right, OptionalLong after, boolean follow) {
        UUID organization = caller.tenant().organizationId();
        Reach reach = Reach.of(caller, right);
        return stream(
                caller,
                new Source(
                        () -> events.last(organization),
                        position -> events.after(
                                organization,
                                reach.everything(),
                                reach.environments(),
                                reach.clusters(),
                                position,
                                MOST_AT_ONCE)),
                after,
                follow);
    }

    /// Where a stream's events come from, within a transaction of their tenant.
    private record Source(LongSupplier last, LongFunction<List<EventRepository.Row>> after) {}

    private Publisher<Event<String>> stream(Caller caller, Source source, OptionalLong after, boolean follow) {
        Tenant tenant = caller.tenant();
        AtomicLong position = new AtomicLong(
                after.isPresent() ? after.getAsLong() : transactions.in(tenant, source.last()::getAsLong));
        String principal = caller.principal();
        enter(principal);
        Mono<List<Event<String>>> news =
                Mono.fromCallable(() -> news(tenant, source, position)).subscribeOn(blocking);
        Flux<List<Event<String>>> all =
                follow ? following(news, position) : news.repeat().takeWhile(some -> !some.isEmpty());
        return all.concatMapIterable(some -> some).doFinally(signal -> leave(principal));
    }

    private Flux<List<Event<String>>> following(Mono<List<Event<String>>> news, AtomicLong position) {
        return Flux.interval(Duration.ZERO, LOOK_EVERY)
                .onBackpressureDrop()
                .take(LONGEST)
                .concatMap(
                        look -> news.map(some -> some.isEmpty() && look % LOOKS_BETWEEN_SIGNS_OF_LIFE == 0
                                ? List.of(signOfLife(position.get()))
                                : some),
                        1);
    }

    private static Event<String> signOfLife(long position) {
        return Event.of("{}").name("alive").id(Long.toString(position));
    }

    private List<Event<String>> news(Tenant tenant, Source source, AtomicLong position) {
        List<Event<String>> news = new ArrayList<>();
        for (EventRepository.Row row :
                transactions.in(tenant, () -> source.after().apply(position.get()))) {
            position.set(row.id());
            View view = new View(row.kind(), row.lkc(), row.subject(), row.principal(), Times.text(row.at()));
            news.add(json.of("event", view).id(Long.toString(row.id())));
        }
        return news;
    }

    private synchronized void enter(String principal) {
        int all = open.values().stream().mapToInt(Integer::intValue).sum();
        if (all >= MOST_STREAMS || open.getOrDefault(principal, 0) >= MOST_STREAMS_EACH) {
            throw Refusal.rateLimited(
                    "At most " + MOST_STREAMS_EACH + " streams of events can be open for one caller. Close one.",
                    Duration.ofSeconds(1));
        }
        open.merge(principal, 1, Integer::sum);
    }

    private synchronized void leave(String principal) {
        open.computeIfPresent(principal, (key, count) -> count == 1 ? null : Integer.valueOf(count - 1));
    }
}
