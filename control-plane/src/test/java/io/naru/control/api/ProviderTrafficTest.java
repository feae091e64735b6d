package io.naru.control.api;

import static io.naru.control.api.SharedControlPlane.newKey;
import static io.naru.control.api.SharedControlPlane.newOrganization;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.json.tree.JsonNode;
import io.naru.control.fixture.ApiClient;
import io.naru.control.fixture.ApiClient.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The calls that Terraform's most used provider for this API sends, in its order and with its bodies, against a base
/// address that ends with a slash. What that provider needs beyond the public description is asserted by name.
class ProviderTrafficTest {
    private ApiClient terraform;

    @BeforeEach
    void aCloudKey() {
        Answer key = newKey(newOrganization(), "OrganizationAdmin", null);
        terraform = ApiClient.withKey(SharedControlPlane.get().base() + "/", key.at("id"), key.at("spec.secret"));
    }

    @Test
    void aWholeStackIsAppliedReadChangedAndDestroyed() {
        String environment = created("/org/v2/environments", "{\"display_name\":\"production\"}", 201);
        read("/org/v2/environments/" + environment);
        String account = created(
                "/iam/v2/service-accounts", "{\"display_name\":\"orders-app\",\"description\":\"Writes orders\"}", 201);
        String cluster = createdCluster(environment, "orders");
        Answer made =
                terraform.post("/iam/v2/api-keys", keyFor(account, cluster)).expect(202);
        ApiClient kafka = usableAtOnce(made, cluster);

        topicIsCreatedGrownChangedAndShown(kafka, cluster);

        everythingIsReadAsWritten(environment, account, cluster, made.at("id"));
        changesAreReadAtOnce(environment, account, cluster, made.at("id"));
        kafka.delete(topic(cluster)).expect(204);
        kafka.get(topic(cluster)).expect(404);
        goneAfter("/iam/v2/api-keys/" + made.at("id"), "");
        goneAfter("/cmk/v2/clusters/" + cluster, "?environment=" + environment);
        goneAfter("/iam/v2/service-accounts/" + account, "");
        goneAfter("/org/v2/environments/" + environment, "");
    }

    /// Traps 2, 10 and 15: the cluster is complete and there at once, and nothing is in it that was not asked for.
    private String createdCluster(String environment, String name) {
        Answer made = terraform
                .post("/cmk/v2/clusters", """
                {"spec":{"display_name":"%s","availability":"SINGLE_ZONE","cloud":"AWS","region":"eu-central-1",
                 "config":{"kind":"Basic"},"environment":{"id":"%s","related":"","resource_name":""}}}""".formatted(name, environment))
                .expect(202);
        Answer read = read("/cmk/v2/clusters/" + made.at("id") + "?environment=" + environment);
        assertEquals("PROVISIONED", read.at("status.phase"));
        assertEquals("Basic", read.at("spec.config.kind"));
        assertEquals("SINGLE_ZONE", read.at("spec.availability"));
        assertEquals("AWS", read.at("spec.cloud"));
        assertEquals("eu-central-1", read.at("spec.region"));
        assertEquals(environment, read.at("spec.environment.id"));
        assertEquals("cmk/v2", read.at("api_version"));
        assertEquals("Cluster", read.at("kind"));
        assertTrue(read.at("spec.http_endpoint").startsWith("http"), read.text());
        assertTrue(read.at("metadata.resource_name").contains("/kafka=" + read.at("id")), read.text());
        assertNotEquals("true", read.at("spec.deletion_protection"));
        return made.at("id");
    }

    private static String keyFor(String account, String cluster) {
        return """
        {"spec":{"display_name":"orders","description":"","role":"DeveloperManage",
         "owner":{"id":"%s","kind":"ServiceAccount","related":"","resource_name":""},
         "resource":{"id":"%s","kind":"Cluster","related":"","resource_name":""}}}""".formatted(account, cluster);
    }

    /// Trap 9: two answers of 200 in a row, from the first try on.
    private static ApiClient usableAtOnce(Answer made, String cluster) {
        assertEquals("Cluster", made.at("spec.resource.kind"));
        assertEquals("cmk/v2", made.at("spec.resource.api_version"));
        ApiClient kafka =
                ApiClient.withKey(SharedControlPlane.get().base() + "/", made.at("id"), made.at("spec.secret"));
        for (int i = 0; i < 2; i++) {
            kafka.get("/kafka/v3/clusters/" + cluster + "/topics").expect(200);
        }
        return kafka;
    }

    /// Trap 3: only what was set is a topic's own, as text, exactly as sent.
    private static void topicIsCreatedGrownChangedAndShown(ApiClient kafka, String cluster) {
        kafka.post("/kafka/v3/clusters/" + cluster + "/topics", """
                        {"topic_name":"orders","partitions_count":3,"configs":[{"name":"retention.ms","value":"86400000"}]}""").expect(201);
        assertEquals("3", kafka.get(topic(cluster)).expect(200).at("partitions_count"));
        kafka.patch(topic(cluster), "{\"partitions_count\":6}").expect(200);
        assertEquals("6", kafka.get(topic(cluster)).expect(200).at("partitions_count"));
        kafka.post(topic(cluster) + "/configs:alter", """
                        {"data":[{"name":"retention.ms","value":"7200000"},{"name":"max.message.bytes","value":"65536"}]}""").expect(204);
        assertEquals(Set.of("retention.ms=7200000", "max.message.bytes=65536"), own(kafka, cluster));
        kafka.post(topic(cluster) + "/configs:alter", """
                        {"data":[{"name":"max.message.bytes","operation":"DELETE"}]}""").expect(204);
        assertEquals(Set.of("retention.ms=7200000"), own(kafka, cluster));
        kafka.post("/kafka/v3/clusters/" + cluster + "/topics", "{\"topic_name\":\"orders\",\"configs\":[]}")
                .expect(400);
        assertEquals("40403", kafka.get(topic(cluster) + "-none").expect(404).at("error_code"));
    }

    private static String topic(String cluster) {
        return "/kafka/v3/clusters/" + cluster + "/topics/orders";
    }

    private static Set<String> own(ApiClient kafka, String cluster) {
        List<String> own = new ArrayList<>();
        for (JsonNode config : kafka.get(topic(cluster) + "/configs")
                .expect(200)
                .json()
                .get("data")
                .values()) {
            JsonNode value = config.get("value");
            assertTrue(value == null || value.isNull() || value.isString(), "a number would not be read");
            if (config.get("source").getStringValue().equals("DYNAMIC_TOPIC_CONFIG")) {
                own.add(config.get("name").getStringValue() + "=" + value.getStringValue());
            }
        }
        return Set.copyOf(own);
    }

    private void everythingIsReadAsWritten(String environment, String account, String cluster, String key) {
        Answer seen = read("/org/v2/environments/" + environment);
        assertTrue(seen.at("metadata.resource_name").matches("crn://.*/organization=.+/environment=" + environment));
        assertNull(seen.at("stream_governance_config"), "the provider would wait for a schema registry");
        assertEquals("iam/v2", read("/iam/v2/service-accounts/" + account).at("api_version"));
        Answer keySeen = read("/iam/v2/api-keys/" + key);
        assertEquals("ServiceAccount", keySeen.at("spec.owner.kind"));
        assertEquals("iam/v2", keySeen.at("spec.owner.api_version"));
        assertEquals(cluster, keySeen.at("spec.resource.id"));
        assertEquals("Cluster", keySeen.at("spec.resource.kind"));
        assertEquals("cmk/v2", keySeen.at("spec.resource.api_version"));
        assertNull(keySeen.at("spec.secret"));
        Instant.parse(keySeen.at("metadata.created_at"));
    }

    private void changesAreReadAtOnce(String environment, String account, String cluster, String key) {
        terraform
                .patch("/org/v2/environments/" + environment, "{\"display_name\":\"prod\"}")
                .expect(200);
        assertEquals("prod", read("/org/v2/environments/" + environment).at("display_name"));
        terraform
                .patch("/iam/v2/service-accounts/" + account, "{\"description\":\"Writes\"}")
                .expect(200);
        assertEquals("Writes", read("/iam/v2/service-accounts/" + account).at("description"));
        terraform
                .patch(
                        "/cmk/v2/clusters/" + cluster,
                        "{\"spec\":{\"display_name\":\"o2\",\"environment\":{\"id\":\"" + environment + "\"}}}")
                .expect(200);
        assertEquals(
                "o2",
                read("/cmk/v2/clusters/" + cluster + "?environment=" + environment)
                        .at("spec.display_name"));
        terraform
                .patch("/iam/v2/api-keys/" + key, "{\"spec\":{\"display_name\":\"k2\",\"description\":\"d\"}}")
                .expect(200);
        assertEquals("k2", read("/iam/v2/api-keys/" + key).at("spec.display_name"));
    }

    private String created(String path, String body, int status) {
        Answer made = terraform.post(path, body).expect(status);
        read(path + "/" + made.at("id"));
        return made.at("id");
    }

    /// Trap 4: JSON is said to be JSON.
    private Answer read(String path) {
        Answer answer = terraform.get(path).expect(200);
        assertTrue(answer.header("Content-Type").startsWith("application/json"), answer.header("Content-Type"));
        return answer;
    }

    /// Trap 7: one 204, from then on 404.
    private void goneAfter(String path, String query) {
        terraform.delete(path + query).expect(204);
        terraform.get(path + query).expect(404);
        terraform.delete(path + query).expect(404);
    }

    /// Trap 1: the end of a list is said by the absence of `next`; 99 is the provider's page size.
    @Test
    void listsAreReadToTheirEnd() {
        IntStream.range(0, 105)
                .forEach(i -> terraform
                        .post("/org/v2/environments", "{\"display_name\":\"e" + i + "\"}")
                        .expect(201));
        String page = "/org/v2/environments?page_size=99";
        int rows = 0;
        int pages = 0;
        while (page != null) {
            Answer answer = terraform.get(page).expect(200);
            rows += answer.json().get("data").size();
            String next = answer.at("metadata.next");
            assertFalse(answer.text().contains("\"next\":null"));
            page = next == null || next.isEmpty()
                    ? null
                    : "/org/v2/environments?page_size=99&page_token=" + next.replaceAll(".*page_token=([^&]*).*", "$1");
            pages++;
        }
        assertEquals(106, rows);
        assertEquals(2, pages);
    }

    /// Trap 12: the provider splits a name at its blanks.
    @Test
    void aServiceAccountIsFoundByANameThatWasSplit() {
        created("/iam/v2/service-accounts", "{\"display_name\":\"billing\"}", 201);

        Answer found = terraform
                .get("/iam/v2/service-accounts?display_name=billing&display_name=words")
                .expect(200);

        assertEquals(1, found.json().get("data").size());
    }

    /// Traps 5 and 8: 401 for bad credentials, never 403; the provider takes 403 on a read for "gone".
    @Test
    void badCredentialsAreNeverTakenForAnAbsence() {
        Answer key = newKey(newOrganization(), "OrganizationAdmin", null);
        ApiClient wrong =
                ApiClient.withKey(SharedControlPlane.get().base() + "/", key.at("id"), key.at("spec.secret") + "x");
        for (String path : List.of(
                "/org/v2/environments/env-1", "/cmk/v2/clusters/lkc-1?environment=env-1", "/iam/v2/api-keys/A")) {
            Answer refused = wrong.get(path).expect(401);
            assertTrue(refused.header("Content-Type").startsWith("application/json"));
            assertNotNull(refused.at("errors.0.detail"));
        }
    }

    /// Trap 6: a POST whose answer was lost is sent again; unique names keep a second one from being made.
    @Test
    void aCreateSentTwiceMakesOne() {
        String account = created("/iam/v2/service-accounts", "{\"display_name\":\"twice\"}", 201);

        Answer again = terraform
                .post("/iam/v2/service-accounts", "{\"display_name\":\"twice\"}")
                .expect(409);

        assertEquals("name_taken", again.at("errors.0.code"));
        assertEquals(
                account,
                terraform
                        .get("/iam/v2/service-accounts?display_name=twice")
                        .expect(200)
                        .at("data.0.id"));
    }

    @Test
    void aHundredAtATimeAreAllServed() throws Exception {
        String environment = created("/org/v2/environments", "{\"display_name\":\"parallel\"}", 201);
        String cluster = createdCluster(environment, "parallel");
        Answer made = terraform
                .post(
                        "/iam/v2/api-keys",
                        keyFor(created("/iam/v2/service-accounts", "{\"display_name\":\"p\"}", 201), cluster))
                .expect(202);
        ApiClient kafka = usableAtOnce(made, cluster);
        try (ExecutorService threads = Executors.newFixedThreadPool(100)) {
            List<Callable<Answer>> calls = IntStream.range(0, 100)
                    .<Callable<Answer>>mapToObj(i -> () -> {
                        kafka.post(
                                        "/kafka/v3/clusters/" + cluster + "/topics",
                                        "{\"topic_name\":\"t" + i + "\",\"partitions_count\":1,\"configs\":[]}")
                                .expect(201);
                        return kafka.get("/kafka/v3/clusters/" + cluster + "/topics/t" + i)
                                .expect(200);
                    })
                    .toList();
            for (Future<Answer> answer : threads.invokeAll(calls)) {
                assertEquals("1", answer.get().at("partitions_count"));
            }
        }
    }
}
