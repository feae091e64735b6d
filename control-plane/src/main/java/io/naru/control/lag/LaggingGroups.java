package io.naru.control.lag;

import io.naru.control.access.Reach;
import io.naru.control.access.Tenant;
import io.naru.control.database.TenantTransactions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Groups of all clusters that somebody should look at. One query finds the furthest behind, and one a cluster of
/// those reads their last hour: what it costs has a bound, however many groups there are.
@Singleton
class LaggingGroups {
    private static final int MOST = 20;
    private static final int LEAST_SECONDS = 60;
    private static final Duration MEASURED_WITHIN = Duration.ofMinutes(3);
    private static final Set<String> WORRYING = Set.of("growing", "stuck");

    private final LagRepository lags;
    private final LagHistory history;
    private final TenantTransactions transactions;

    LaggingGroups(LagRepository lags, LagHistory history, TenantTransactions transactions) {
        this.lags = lags;
        this.history = history;
        this.transactions = transactions;
    }

    /// Those of the furthest behind whose lag grows or which are stuck.
    LagViews.LaggingList list(Tenant tenant, Reach reach) {
        Map<String, List<String>> found = behind(tenant, reach).stream()
                .collect(Collectors.groupingBy(
                        LagRepository.Behind::lkc,
                        Collectors.mapping(LagRepository.Behind::groupId, Collectors.toList())));
        return new LagViews.LaggingList(found.entrySet().stream()
                .flatMap(cluster -> worrying(tenant, cluster.getKey(), cluster.getValue()))
                .sorted((one, other) -> Double.compare(seconds(other), seconds(one)))
                .toList());
    }

    private List<LagRepository.Behind> behind(Tenant tenant, Reach reach) {
        Instant from = Instant.now().minus(MEASURED_WITHIN);
        return transactions.in(
                tenant,
                () -> lags.behind(
                        tenant.organizationId(),
                        reach.everything(),
                        reach.environments(),
                        reach.clusters(),
                        Grain.MINUTES.widthSeconds(),
                        Grain.MINUTES.row(from),
                        from.getEpochSecond(),
                        LEAST_SECONDS,
                        MOST));
    }

    private Stream<LagViews.Lagging> worrying(Tenant tenant, String lkc, List<String> groups) {
        return history.groups(tenant, lkc, groups).data().stream()
                .filter(group -> WORRYING.contains(group.trend().word()))
                .map(group -> new LagViews.Lagging(
                        lkc, group.groupId(), group.at(), group.messages(), group.seconds(), group.trend()));
    }

    /// Nothing known counts as the worst: such a group is stuck.
    private static double seconds(LagViews.Lagging group) {
        Double seconds = group.seconds();
        return seconds == null ? Double.MAX_VALUE : seconds;
    }
}
