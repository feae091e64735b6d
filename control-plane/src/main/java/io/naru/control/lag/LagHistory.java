package io.naru.control.lag;

import io.naru.control.access.Tenant;
import io.naru.control.database.TenantTransactions;
import io.naru.control.http.Times;
import io.naru.control.lag.LagRepository.Sample;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Answers what lags were.
@Singleton
public class LagHistory {
    private static final int MOST_STEPS = 400;
    private static final int HOUR = 60;
    private static final int MOST_GROUPS = 10_000;

    private final LagRepository lags;
    private final TenantTransactions transactions;

    LagHistory(LagRepository lags, TenantTransactions transactions) {
        this.lags = lags;
        this.transactions = transactions;
    }

    /// A group as measured last.
    ///
    /// @param seconds null where it is not known
    public record Now(String group, long messages, @Nullable Double seconds) {}

    /// All groups of a cluster that were measured within the last three minutes, at most 10,000.
    public List<Now> now(Tenant tenant, String lkc) {
        Instant from = Instant.now().minus(Duration.ofMinutes(3));
        return transactions
                .in(
                        tenant,
                        () -> lags.newest(
                                tenant.organizationId(),
                                Grain.MINUTES.widthSeconds(),
                                lkc,
                                Grain.MINUTES.row(from),
                                from.getEpochSecond(),
                                MOST_GROUPS))
                .stream()
                .map(sample -> new Now(sample.groupId(), sample.messages(), sample.seconds()))
                .toList();
    }

    LagViews.History history(Tenant tenant, String lkc, String group, Instant from, Instant to, OptionalInt asked) {
        Instant finest = Instant.now().minus(Grain.MINUTES.kept()).plus(Duration.ofHours(1));
        int fitting = (int) Math.max(1, Duration.between(from, to).toSeconds() / MOST_STEPS + 1);
        int step = Math.max(asked.orElse(0), fitting);
        Grain grain = step < Grain.QUARTERS.widthSeconds() && !from.isBefore(finest) ? Grain.MINUTES : Grain.QUARTERS;
        step = Math.ceilDiv(step, grain.widthSeconds()) * grain.widthSeconds();
        long begin = Math.floorDiv(from.getEpochSecond(), (long) step) * step;
        int steps = (int) Math.min(MOST_STEPS, Math.ceilDiv(to.getEpochSecond() - begin, (long) step));
        List<@Nullable Long> messages = new ArrayList<@Nullable Long>(Collections.<@Nullable Long>nCopies(steps, null));
        List<@Nullable Double> seconds =
                new ArrayList<@Nullable Double>(Collections.<@Nullable Double>nCopies(steps, null));
        for (Sample sample : samples(tenant, grain, lkc, List.of(group), Instant.ofEpochSecond(begin), to)) {
            int number = (int) ((sample.atSeconds() - begin) / step);
            if (number < steps) {
                Long before = messages.get(number);
                messages.set(number, before == null ? sample.messages() : Math.max(before, sample.messages()));
                seconds.set(number, worse(seconds.get(number), sample.seconds()));
            }
        }
        int width = step;
        return new LagViews.History(
                lkc,
                group,
                Times.text(from),
                Times.text(to),
                step,
                LongStream.range(0, steps).map(i -> begin + i * width).boxed().toList(),
                messages,
                seconds,
                LagTrend.of(lastHour(tenant, lkc, List.of(group)).getOrDefault(group, List.of())));
    }

    private static @Nullable Double worse(@Nullable Double one, @Nullable Double other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Math.max(one, other);
    }

    private List<Sample> samples(
            Tenant tenant, Grain grain, String lkc, List<String> groups, Instant from, Instant to) {
        return transactions.in(
                tenant,
                () -> lags.samples(
                        tenant.organizationId(),
                        grain.widthSeconds(),
                        lkc,
                        groups,
                        grain.row(from),
                        to,
                        from.getEpochSecond()));
    }

    private Map<String, List<Sample>> lastHour(Tenant tenant, String lkc, List<String> groups) {
        Instant now = Instant.now();
        return samples(tenant, Grain.MINUTES, lkc, groups, now.minus(Duration.ofMinutes(HOUR)), now).stream()
                .collect(Collectors.groupingBy(Sample::groupId, TreeMap::new, Collectors.toList()));
    }

    /// What lists show of groups; those without a measurement in the last hour are left out.
    LagViews.GroupList groups(Tenant tenant, String lkc, List<String> groups) {
        long firstMinute = Instant.now().getEpochSecond() / 60 - HOUR + 1;
        List<LagViews.Group> rows = new ArrayList<>();
        lastHour(tenant, lkc, groups).forEach((group, samples) -> {
            List<@Nullable Double> hour =
                    new ArrayList<@Nullable Double>(Collections.<@Nullable Double>nCopies(HOUR, null));
            for (Sample sample : samples) {
                int minute = (int) (sample.atSeconds() / 60 - firstMinute);
                if (minute >= 0 && minute < HOUR) {
                    hour.set(minute, sample.seconds());
                }
            }
            Sample now = samples.getLast();
            rows.add(new LagViews.Group(
                    group,
                    Times.text(Instant.ofEpochSecond(now.atSeconds())),
                    Long.toString(now.messages()),
                    now.seconds(),
                    hour,
                    LagTrend.of(samples)));
        });
        return new LagViews.GroupList(rows);
    }
}
