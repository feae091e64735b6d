package io.naru.control.api;

import static io.naru.control.api.SharedControlPlane.as;
import static io.naru.control.api.SharedControlPlane.newCluster;
import static io.naru.control.api.SharedControlPlane.newKey;
import static io.naru.control.api.SharedControlPlane.newOrganization;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.naru.control.fixture.ApiClient;
import io.naru.control.fixture.Await;
import io.naru.control.fixture.TenantRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a cluster says of itself to tools, and keys that change their secret.
class WatchingTest {
    private static ApiClient kim;
    private static String lkc;
    private static String topic;

    @BeforeAll
    static void signUp() {
        kim = newOrganization();
        lkc = newCluster(kim, "watched");
        topic = "t-" + UUID.randomUUID();
        kim.post(
                        "/kafka/v3/clusters/" + lkc + "/topics",
                        "{\"topic_name\":\"%s\",\"partitions_count\":2}".formatted(topic))
                .expect(201);
    }

    @Test
    void aPrometheusReadsACountersOfItsClusterWithACloudKey() {
        TenantRecords.produce(newKey(kim, "DeveloperWrite", lkc), topic, List.of("a", "b", "c"));
        ApiClient prometheus = as(newKey(kim, "OrganizationAdmin", null));
        String path = "/metrics/v1/clusters/" + lkc + "/prometheus";

        Await.until(
                "the broker has reported",
                () -> prometheus
                        .get(path)
                        .expect(200)
                        .text()
                        .contains("naru_topic_received_messages_total{cluster=\"%s\",topic=\"%s\"} 3\n"
                                .formatted(lkc, topic)));

        ApiClient.Answer scrape = prometheus.get(path).expect(200);
        assertTrue(scrape.text().endsWith("# EOF\n"), scrape.text());
        assertTrue(scrape.header("Content-Type").startsWith("application/openmetrics-text"));
        assertTrue(scrape.text().contains("naru_received_messages_total{cluster=\"" + lkc + "\"} 3\n"), scrape.text());
        prometheus.get("/metrics/v1/clusters/lkc-nobody/prometheus").expect(404);
    }

    @Test
    void aClusterItsBrokersPartitionsReplicasAndSettingsAreReadOneByOne() {
        ApiClient program = as(newKey(kim, "DeveloperManage", lkc));
        String cluster = "/kafka/v3/clusters/" + lkc;

        assertEquals(
                1,
                program.get("/kafka/v3/clusters").expect(200).json().get("data").size());
        assertEquals("KafkaCluster", program.get(cluster).expect(200).at("kind"));
        String broker = program.get(cluster + "/brokers").expect(200).at("data.0.broker_id");
        assertEquals(
                "1", program.get(cluster + "/brokers/" + broker).expect(200).at("broker_id"));
        program.get(cluster + "/brokers/77").expect(404);
        String topics = cluster + "/topics/" + topic;
        assertEquals("1", program.get(topics + "/partitions/1").expect(200).at("partition_id"));
        assertEquals(
                "true",
                program.get(topics + "/partitions/1/replicas").expect(200).at("data.0.is_leader"));
        program.get(topics + "/partitions/9").expect(404);
        program.send("PUT", topics + "/configs/retention.ms", "{\"value\":\"7200000\"}")
                .expect(204);
        assertEquals("7200000", program.get(topics + "/configs/retention.ms").at("value"));
        program.delete(topics + "/configs/retention.ms").expect(204);
        assertNotEquals("7200000", program.get(topics + "/configs/retention.ms").at("value"));
        program.get(topics + "/configs/colour").expect(404);
        program.get("//kafka/v3//clusters/" + lkc + "/topics/").expect(200);
    }

    @Test
    void whatHappensIsTold() {
        String made = "e-" + UUID.randomUUID();
        kim.post(
                        "/kafka/v3/clusters/" + lkc + "/topics",
                        "{\"topic_name\":\"%s\",\"partitions_count\":1}".formatted(made))
                .expect(201);
        kim.delete("/kafka/v3/clusters/" + lkc + "/topics/" + made).expect(204);

        String told = kim.beginning("/api/v1/clusters/" + lkc + "/events?after=0", "\"topic_binned\"");

        assertTrue(
                told.contains("\"kind\":\"topic_created\",\"cluster_id\":\"" + lkc + "\",\"subject\":\"" + made), told);
        assertEquals(
                told.lines().filter(line -> line.startsWith("data:")).toList(),
                kim.get("/api/v1/clusters/" + lkc + "/events?after=0&follow=false")
                        .expect(200)
                        .text()
                        .lines()
                        .filter(line -> line.startsWith("data:"))
                        .toList());
        kim.get("/api/v1/clusters/" + lkc + "/events?after=x").expect(400);
        kim.get("/api/v1/clusters/" + lkc + "/events?follow=perhaps").expect(400);
    }

    @Test
    void whatHappensInAnyClusterIsToldInOneStream() {
        String other = newCluster(kim, "also-watched");
        String made = "o-" + UUID.randomUUID();
        kim.post(
                        "/kafka/v3/clusters/" + other + "/topics",
                        "{\"topic_name\":\"%s\",\"partitions_count\":1}".formatted(made))
                .expect(201);

        String told = kim.beginning("/api/v1/events?after=0", made);

        assertTrue(told.contains("\"cluster_id\":\"" + lkc + "\""), told);
        assertTrue(told.contains("\"cluster_id\":\"" + other + "\""), told);
        String toldToOthers = newOrganization()
                .get("/api/v1/events?after=0&follow=false")
                .expect(200)
                .text();
        assertFalse(toldToOthers.contains("topic_created"), toldToOthers);
    }

    @Test
    void settingsOfAllTopicsAndThoseOfANewOneAreRead() {
        ApiClient program = as(newKey(kim, "DeveloperManage", lkc));
        String topics = "/kafka/v3/clusters/" + lkc + "/topics";

        String all = program.get(topics + "/-/configs").expect(200).text();
        ApiClient.Answer defaults =
                program.get(topics + "/never-made/default-configs").expect(200);

        assertTrue(all.contains("\"topic_name\":\"" + topic + "\""), all);
        assertEquals("never-made", defaults.at("data.0.topic_name"));
        assertTrue(defaults.text().contains("\"name\":\"retention.ms\",\"value\":\"604800000\""), defaults.text());
        program.get(topics + "/never-made").expect(404);
    }

    @Test
    void whatIsAllowedAtAVerbIsTheVerbAlone() {
        for (String path : List.of(
                "/api/v1/clusters/" + lkc + "/bin/AAAAAAAAAAAAAAAAAAAAAA:restore",
                "/iam/v2/api-keys/AAAAAAAAAAAAAAAA:rotate")) {
            assertEquals("POST", kim.delete(path).expect(405).header("Allow"), path);
        }
    }

    @Test
    void aKeySaysWhichClientUsedItLast() {
        ApiClient.Answer key = newKey(kim, "DeveloperRead", lkc);

        try (var consumer = TenantRecords.join(key, "watchers", topic)) {
            consumer.poll(Duration.ofMillis(100));

            Await.until(
                    "the broker has reported",
                    () -> "orders-api"
                            .equals(kim.get("/iam/v2/api-keys/" + key.at("id")).at("status.last_client_id")));
        }
    }

    @Test
    void bothSecretsWorkDuringARotationAndOneAfterIt() {
        ApiClient.Answer key = newKey(kim, "DeveloperWrite", lkc);
        String path = "/iam/v2/api-keys/" + key.at("id");

        ApiClient.Answer rotated = kim.post(
                        path + ":rotate",
                        "{\"retire_old_at\":\"" + Instant.now().plusSeconds(3_600) + "\"}")
                .expect(200);

        assertNotEquals(key.at("spec.secret"), rotated.at("spec.secret"));
        assertTrue(kim.get(path).at("status.old_secret_until") != null);
        assertNull(kim.get(path).at("spec.secret"));
        TenantRecords.produce(key, topic, List.of("old"));
        TenantRecords.produce(rotated, topic, List.of("new"));
        as(key).get("/kafka/v3/clusters/" + lkc + "/topics").expect(200);
        as(rotated).get("/kafka/v3/clusters/" + lkc + "/topics").expect(200);
        assertEquals(
                "rotation_under_way",
                kim.post(path + ":rotate", "{}").expect(409).at("errors.0.code"));

        kim.post(path + ":retire", "{}").expect(200);

        as(key).get("/kafka/v3/clusters/" + lkc + "/topics").expect(401);
        as(rotated).get("/kafka/v3/clusters/" + lkc + "/topics").expect(200);
        assertNull(kim.get(path).at("status.old_secret_until"));
        kim.post(path + ":retire", "{}").expect(200);
        kim.post(path + ":rotate", "{\"retire_old_at\":\"2020-01-01T00:00:00Z\"}")
                .expect(400);
        kim.post("/iam/v2/api-keys/AAAAAAAAAAAAAAAA:rotate", "{}").expect(404);
    }
}
