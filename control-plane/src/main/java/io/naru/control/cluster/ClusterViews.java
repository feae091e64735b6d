package io.naru.control.cluster;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.naru.control.http.ObjectMetadata;
import io.naru.control.http.Paging;
import io.naru.control.http.PublicUrls;
import io.naru.control.http.Reference;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Clusters as the API shows them.
@Singleton
class ClusterViews {
    private static final String API = "cmk/v2";

    private final PublicUrls urls;
    private final ClientAccess clients;

    ClusterViews(PublicUrls urls, ClientAccess clients) {
        this.urls = urls;
        this.clients = clients;
    }

    @Serdeable(naming = SnakeCaseStrategy.class)
    record ListView(String apiVersion, String kind, Paging.Metadata metadata, List<View> data) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record View(String apiVersion, String kind, String id, ObjectMetadata metadata, Spec spec, Status status) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Spec(
            String displayName,
            String availability,
            String cloud,
            String region,
            Config config,
            Reference environment,
            String httpEndpoint,
            String kafkaBootstrapEndpoint,
            @Nullable Boolean deletionProtection) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Config(String kind) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Status(String phase) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Connect(
            String clusterId,
            String bootstrap,
            String securityProtocol,
            String saslMechanism,
            @Nullable String caPem,
            String restEndpoint) {}

    ListView list(Paging.Metadata metadata, List<Cluster> clusters) {
        return new ListView(
                API, "ClusterList", metadata, clusters.stream().map(this::of).toList());
    }

    View of(Cluster cluster) {
        String environmentCrn =
                "crn://naru/organization=" + cluster.organizationId() + "/environment=" + cluster.environmentId();
        return new View(
                API,
                "Cluster",
                cluster.id(),
                ObjectMetadata.of(
                        urls.at("/cmk/v2/clusters/" + cluster.id()),
                        environmentCrn + "/cloud-cluster=" + cluster.id() + "/kafka=" + cluster.id(),
                        cluster.createdAt(),
                        cluster.updatedAt()),
                new Spec(
                        cluster.displayName(),
                        cluster.availability(),
                        cluster.cloud(),
                        cluster.region(),
                        new Config(cluster.configKind()),
                        new Reference(
                                cluster.environmentId(),
                                "org/v2",
                                "Environment",
                                urls.at("/org/v2/environments/" + cluster.environmentId()),
                                environmentCrn),
                        urls.base(),
                        clients.security() + "://" + clients.bootstrap(),
                        cluster.deletionProtection()),
                new Status("PROVISIONED"));
    }

    Connect connect(Cluster cluster) {
        return new Connect(
                cluster.id(), clients.bootstrap(), clients.security(), "PLAIN", clients.caPem(), urls.base());
    }
}
