package io.naru.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.naru.e2e.http.Belongings;
import io.naru.e2e.http.Description;
import io.naru.e2e.http.Description.Operation;
import io.naru.e2e.http.Visitor;
import io.naru.e2e.system.RunningNaru;
import io.naru.e2e.system.WholeSystem;
import io.naru.e2e.tenant.ClusterKey;
import io.naru.e2e.tenant.Tenant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Every operation of the API's own description is called by a rival with a customer's ids and with ids that never
/// were: both get the same answer, and the customer's things stay as they are.
@ExtendWith(WholeSystem.class)
class HttpIsolationIT {
    private static final Map<String, String> INSIDE = Map.of(
            "topic_name", "secrets",
            "group_id", "billing",
            "consumer_id", "consumer-1",
            "partition_id", "0",
            "offset", "0",
            "broker_id", "1",
            "name", "retention.ms");

    private final RunningNaru naru;
    private final Tenant acme;
    private final Tenant rival;
    private final Tenant.Cluster acmesCluster;
    private final ClusterKey acmesKey;
    private final String thrownAway;
    private final Tenant.Cluster rivalsCluster;

    HttpIsolationIT(RunningNaru naru) {
        this.naru = naru;
        acme = Tenant.signsUp(naru, "Acme");
        rival = Tenant.signsUp(naru, "Rival");
        acmesCluster = acme.createsCluster("orders");
        acmesCluster.createsTopic("secrets", 1);
        thrownAway = acmesCluster.throwsAwayATopic("old");
        acmesKey = acmesCluster.createsKey("ClusterAdmin");
        rivalsCluster = rival.createsCluster("orders");
        acme.session()
                .post("/iam/v2/invitations", Map.of("email", "invited@acme.example"))
                .expect(201);
        acme.session()
                .post("/api/v1/me/filters", Map.of("name", "mine", "filter", "size > 1"))
                .expect(201);
    }

    @Test
    void whatIsAnothersAnswersLikeWhatNeverWas() {
        Belongings foreign = belongings().with(INSIDE);
        Belongings unknown = Belongings.thatNeverWere().with(INSIDE);
        String before = belongingsSeenByTheirOwner();
        SoftAssertions softly = new SoftAssertions();
        List<Operation> operations =
                operations().stream().filter(Belongings::areNamedBy).toList();

        for (Visitor visitor : rivals()) {
            for (Operation operation : operations) {
                String refused = unknown.veiled(visitor.asks(operation, unknown).toString());
                String denied = foreign.veiled(visitor.asks(operation, foreign).toString());

                softly.assertThat(denied).as("%s as %s", operation, visitor).isEqualTo(refused);
            }
        }

        softly.assertAll();
        assertThat(belongingsSeenByTheirOwner()).isEqualTo(before);
        assertThat(operations.size()).isGreaterThan(30);
    }

    @Test
    void aClustersKeyOpensNothingButItsCluster() {
        Visitor program = Visitor.withKey(naru.console(), acmesKey.id(), acmesKey.secret());
        Belongings its = belongings().with(INSIDE);
        SoftAssertions softly = new SoftAssertions();

        for (Operation operation : operations()) {
            if (!operation.path().startsWith("/kafka/v3/clusters/{cluster_id}")) {
                softly.assertThat(program.asks(operation, its).status())
                        .as("%s", operation)
                        .isEqualTo(operation.path().equals("/kafka/v3/clusters") ? 200 : 401);
            }
        }

        softly.assertAll();
    }

    private List<Operation> operations() {
        return new Description(Visitor.nobody(naru.console()).get("/openapi.yaml"))
                .operationsOfCallers().stream()
                        .filter(operation -> !operation.path().matches(".*/(logout|session/refresh)"))
                        .toList();
    }

    private List<Visitor> rivals() {
        Tenant.CloudKey cloud = rival.createsCloudKey();
        ClusterKey cluster = rivalsCluster.createsKey("ClusterAdmin");
        return List.of(
                Visitor.withSession(naru.console(), rival.session().headers()),
                Visitor.withKey(naru.console(), cloud.id(), cloud.secret()),
                Visitor.withKey(naru.console(), cluster.id(), cluster.secret()));
    }

    private Belongings belongings() {
        JsonNode me = acme.session().get("/api/v1/me").expect(200).body();
        Map<String, String> ids = new LinkedHashMap<>(Belongings.thatNeverWere().ids());
        ids.put("environment_id", acmesCluster.environment());
        ids.put("cluster_id", acmesCluster.id());
        ids.put("service_account_id", acmesCluster.serviceAccount());
        ids.put("api_key_id", acmesKey.id());
        ids.put("topic_id", thrownAway);
        ids.put("user_id", me.at("/user/id").asText());
        ids.put("role_binding_id", firstOf("/iam/v2/role-bindings"));
        ids.put("invitation_id", firstOf("/iam/v2/invitations"));
        ids.put("session_id", firstOf("/api/v1/sessions"));
        ids.put("filter_id", firstOf("/api/v1/me/filters"));
        return new Belongings(ids);
    }

    private String firstOf(String list) {
        return acme.session().get(list).expect(200).body().at("/data/0/id").asText();
    }

    private String belongingsSeenByTheirOwner() {
        List<String> seen = new ArrayList<>();
        for (String path : List.of(
                "/org/v2/environments",
                "/cmk/v2/clusters?environment=" + acmesCluster.environment(),
                "/iam/v2/service-accounts",
                "/iam/v2/api-keys?spec.owner=" + acmesCluster.serviceAccount(),
                "/kafka/v3/clusters/" + acmesCluster.id() + "/topics",
                "/kafka/v3/clusters/" + acmesCluster.id() + "/topics/secrets/configs",
                "/kafka/v3/clusters/" + acmesCluster.id() + "/topics/secrets/partitions")) {
            seen.add(acme.session().get(path).expect(200).body().toString());
        }
        // without its size, which is reported when it is known
        seen.addAll(acme.session()
                .get("/api/v1/clusters/" + acmesCluster.id() + "/bin")
                .expect(200)
                .body()
                .findValuesAsText("topic_id"));
        return String.join("\n", seen);
    }
}
