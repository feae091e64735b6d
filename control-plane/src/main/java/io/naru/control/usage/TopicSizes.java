package io.naru.control.usage;

import io.naru.control.access.Tenant;
import io.naru.control.database.TenantTransactions;
import jakarta.inject.Singleton;
import java.util.OptionalLong;

/// What topics take on disk, as the brokers last reported.
@Singleton
public class TopicSizes {
    private final SeriesRepository series;
    private final TenantTransactions transactions;

    TopicSizes(SeriesRepository series, TenantTransactions transactions) {
        this.series = series;
        this.transactions = transactions;
    }

    /// Bytes; nothing while no report has named the topic.
    public OptionalLong bytes(Tenant tenant, String lkc, String topic) {
        return transactions
                .in(tenant, () -> series.lastSize(tenant.organizationId(), Slices.COARSE_SECONDS, lkc, topic))
                .map(step -> OptionalLong.of(step.storageBytes()))
                .orElse(OptionalLong.empty());
    }
}
