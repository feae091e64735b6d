package io.naru.control.usage;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.naru.control.access.Tenant;
import io.naru.control.database.TenantTransactions;
import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What an organization's clusters used in a month of UTC. Clusters that are gone stay in the months they were in.
@Singleton
class Months {
    private final DayRepository days;
    private final TenantTransactions transactions;

    Months(DayRepository days, TenantTransactions transactions) {
        this.days = days;
        this.transactions = transactions;
    }

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Report(String month, List<Cluster> data) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Cluster(
            String clusterId,
            @Nullable String clusterName,
            String bytesIn,
            String bytesOut,
            String storedByteHours,
            List<Day> days) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Day(String day, String bytesIn, String bytesOut, String storedByteHours) {}

    Report of(Tenant tenant, YearMonth month) {
        Map<String, List<DayRepository.Day>> byCluster = transactions
                .in(
                        tenant,
                        () -> days.days(
                                tenant.organizationId(),
                                month.atDay(1),
                                month.plusMonths(1).atDay(1)))
                .stream()
                .collect(Collectors.groupingBy(DayRepository.Day::lkc, LinkedHashMap::new, Collectors.toList()));
        return new Report(
                month.toString(),
                byCluster.values().stream().map(Months::cluster).toList());
    }

    private static Cluster cluster(List<DayRepository.Day> rows) {
        List<Day> days = rows.stream()
                .map(row -> new Day(
                        row.day().toString(),
                        Long.toString(row.bytesIn()),
                        Long.toString(row.bytesOut()),
                        row.storedByteHours()))
                .toList();
        DayRepository.Day last = rows.getLast();
        return new Cluster(
                last.lkc(),
                last.name(),
                sum(days, Day::bytesIn),
                sum(days, Day::bytesOut),
                sum(days, Day::storedByteHours),
                days);
    }

    private static String sum(List<Day> days, Function<Day, String> part) {
        return days.stream()
                .map(part)
                .map(BigInteger::new)
                .reduce(BigInteger.ZERO, BigInteger::add)
                .toString();
    }
}
