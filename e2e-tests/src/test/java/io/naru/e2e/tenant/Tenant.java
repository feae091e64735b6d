package io.naru.e2e.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import io.naru.e2e.system.RunningNaru;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A customer with an organization, acting through the HTTP API as the console does.
public final class Tenant {
    private final RunningNaru naru;
    private final Session session;
    private final String email;

    private Tenant(RunningNaru naru, Session session, String email) {
        this.naru = naru;
        this.session = session;
        this.email = email;
    }

    /// Signs up under a new address.
    public static Tenant signsUp(RunningNaru naru, String organization) {
        Session session = new Session(naru.console());
        String email = organization.toLowerCase(java.util.Locale.ROOT) + "-" + UUID.randomUUID() + "@naru.example";
        JsonNode me = session.post(
                        "/api/v1/signup",
                        Map.of(
                                "email",
                                email,
                                "password",
                                Disclosed.remember("a long passphrase"),
                                "organization_name",
                                organization))
                .expect(201)
                .body();
        session.rememberCsrf(me);
        return new Tenant(naru, session, email);
    }

    public Cluster createsCluster(String name) {
        String environment = session.get("/org/v2/environments")
                .expect(200)
                .body()
                .path("data")
                .path(0)
                .path("id")
                .asText();
        JsonNode cluster = session.post(
                        "/cmk/v2/clusters",
                        Map.of("spec", Map.of("display_name", name, "environment", Map.of("id", environment))))
                .expect(202)
                .body();
        String account = session.post("/iam/v2/service-accounts", Map.of("display_name", "app-" + name))
                .expect(201)
                .body()
                .path("id")
                .asText();
        return new Cluster(this, environment, cluster.path("id").asText(), account);
    }

    /// A key of the management API that may do what its owner may.
    public record CloudKey(String id, String secret) {}

    public CloudKey createsCloudKey() {
        JsonNode me = session.get("/api/v1/me").expect(200).body();
        JsonNode key = session.post(
                        "/iam/v2/api-keys",
                        Map.of(
                                "spec",
                                Map.of(
                                        "display_name",
                                        "cloud",
                                        "owner",
                                        Map.of("id", me.at("/user/id").asText()))))
                .expect(202)
                .body();
        return new CloudKey(
                key.path("id").asText(),
                Disclosed.remember(key.path("spec").path("secret").asText()));
    }

    public Session session() {
        return session;
    }

    public String email() {
        return email;
    }

    /// A logical cluster of this customer, with one service account whose keys it makes.
    public record Cluster(Tenant owner, String environment, String id, String serviceAccount) {
        public ClusterKey createsKey(String role) {
            JsonNode key = asksForKey(role).expect(202).body();
            return new ClusterKey(
                    owner.naru.bootstrap(),
                    "SASL_PLAINTEXT",
                    key.path("id").asText(),
                    Disclosed.remember(key.path("spec").path("secret").asText()));
        }

        public Session.Answer asksForKey(String role) {
            return owner.session.post(
                    "/iam/v2/api-keys",
                    Map.of(
                            "spec",
                            Map.of(
                                    "display_name",
                                    "e2e",
                                    "role",
                                    role,
                                    "owner",
                                    Map.of("id", serviceAccount),
                                    "resource",
                                    Map.of("id", id))));
        }

        /// The ids of the keys that the customer sees.
        public List<String> keys() {
            List<String> ids = new ArrayList<>();
            owner.session
                    .get("/iam/v2/api-keys?page_size=100&spec.resource=" + id)
                    .expect(200)
                    .body()
                    .path("data")
                    .forEach(key -> ids.add(key.path("id").asText()));
            return ids;
        }

        public void createsTopic(String name, int partitions) {
            createsTopic(name, partitions, List.of());
        }

        public void createsTopic(String name, int partitions, List<Map<String, String>> configs) {
            owner.session
                    .post(
                            "/kafka/v3/clusters/" + id + "/topics",
                            Map.of("topic_name", name, "partitions_count", partitions, "configs", configs))
                    .expect(201);
        }

        /// @return the id of a topic that is in the bin
        public String throwsAwayATopic(String name) {
            createsTopic(name, 1);
            String path = "/kafka/v3/clusters/" + id + "/topics/" + name;
            String topic =
                    owner.session.get(path).expect(200).body().path("topic_id").asText();
            owner.session.delete(path).expect(204);
            return topic;
        }

        public void revokes(ClusterKey key) {
            owner.session.delete("/iam/v2/api-keys/" + key.id()).expect(204);
        }
    }
}
