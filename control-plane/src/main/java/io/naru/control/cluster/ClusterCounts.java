package io.naru.control.cluster;

import io.naru.control.access.Tenant;
import io.naru.control.environment.EnvironmentContent;
import jakarta.inject.Singleton;

@Singleton
class ClusterCounts implements EnvironmentContent {
    private final ClusterRepository clusters;

    ClusterCounts(ClusterRepository clusters) {
        this.clusters = clusters;
    }

    @Override
    public boolean hasClusters(Tenant tenant, String environmentId) {
        return clusters.countIn(tenant.organizationId(), environmentId) > 0;
    }
}
