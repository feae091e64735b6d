package io.naru.control.proxy;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.naru.control.access.Caller;
import io.naru.control.access.Reach;
import io.naru.control.access.Right;
import io.naru.control.cell.CellClients;
import io.naru.control.cell.CellClients.Identity;
import io.naru.control.cluster.Cluster;
import io.naru.control.cluster.ClusterAccess;
import io.naru.control.cluster.Clusters;
import io.naru.control.http.KafkaMetadata;
import io.naru.control.http.Paging;
import io.naru.control.http.PublicUrls;
import io.naru.control.http.Refusal;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.Node;

@Controller("/kafka/v3/clusters")
@ExecuteOn(TaskExecutors.BLOCKING)
class KafkaClusterController {
    private static final int WHOLE_LIST = 1_000;
    private static final int UNKNOWN = 40403;

    private final Clusters clusters;
    private final CellClients cell;
    private final ClusterAccess access;
    private final PublicUrls urls;

    KafkaClusterController(Clusters clusters, CellClients cell, ClusterAccess access, PublicUrls urls) {
        this.clusters = clusters;
        this.cell = cell;
        this.access = access;
        this.urls = urls;
    }

    /// A cluster key sees its cluster only.
    @Get
    KafkaClusterViews.ClusterList list(Caller caller) {
        String only = caller.lkc();
        List<Cluster> seen = only != null
                ? List.of(access.enter(caller, only))
                : clusters.list(caller.tenant(), Reach.seen(caller), "", new Paging(WHOLE_LIST, null))
                        .rows();
        return new KafkaClusterViews.ClusterList(
                "KafkaClusterList",
                new KafkaMetadata.ForList(urls.at("/kafka/v3/clusters"), null),
                seen.stream().map(cluster -> view(cluster.id())).toList());
    }

    @Get("/{cluster_id}")
    KafkaClusterViews.Cluster get(Caller caller, @PathVariable("cluster_id") String lkc) {
        return view(access.enter(caller, lkc).id());
    }

    private KafkaClusterViews.Cluster view(String lkc) {
        String self = urls.at("/kafka/v3/clusters/" + lkc);
        return new KafkaClusterViews.Cluster(
                "KafkaCluster",
                new KafkaMetadata(self, "crn:///kafka=" + lkc),
                lkc,
                new KafkaClusterViews.Related(self + "/brokers"),
                new KafkaClusterViews.Related(self + "/consumer-groups"),
                new KafkaClusterViews.Related(self + "/topics"));
    }

    /// The brokers as the cluster's clients see them.
    @Get("/{cluster_id}/brokers")
    KafkaClusterViews.BrokerList brokers(Caller caller, @PathVariable("cluster_id") String lkc) {
        return new KafkaClusterViews.BrokerList(
                "KafkaBrokerList",
                new KafkaMetadata.ForList(urls.at("/kafka/v3/clusters/" + lkc + "/brokers"), null),
                nodes(caller, lkc).stream()
                        .sorted(Comparator.comparingInt(Node::id))
                        .map(node -> view(lkc, node))
                        .toList());
    }

    @Get("/{cluster_id}/brokers/{broker_id}")
    KafkaClusterViews.Broker broker(
            Caller caller, @PathVariable("cluster_id") String lkc, @PathVariable("broker_id") int id) {
        return nodes(caller, lkc).stream()
                .filter(node -> node.id() == id)
                .findFirst()
                .map(node -> view(lkc, node))
                .orElseThrow(
                        () -> Refusal.notFound("broker", Integer.toString(id)).withKafkaCode(UNKNOWN));
    }

    private Collection<Node> nodes(Caller caller, String lkc) {
        access.enter(caller, lkc, Right.MESSAGES_READ);
        return cell.ask(
                new Identity(lkc, caller), admin -> admin.describeCluster().nodes());
    }

    private KafkaClusterViews.Broker view(String lkc, Node node) {
        return new KafkaClusterViews.Broker(
                "KafkaBroker",
                new KafkaMetadata(
                        urls.at("/kafka/v3/clusters/" + lkc + "/brokers/" + node.id()),
                        "crn:///kafka=" + lkc + "/broker=" + node.id()),
                lkc,
                node.id(),
                node.host(),
                node.port(),
                node.rack());
    }
}
