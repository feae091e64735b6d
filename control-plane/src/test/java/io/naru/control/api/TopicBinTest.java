package io.naru.control.api;

import static io.naru.control.api.SharedControlPlane.newCluster;
import static io.naru.control.api.SharedControlPlane.newOrganization;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.naru.control.fixture.ApiClient;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TopicBinTest {
    private static ApiClient kim;
    private static String lkc;

    @BeforeAll
    static void signUp() {
        kim = newOrganization();
        lkc = newCluster(kim, "orders");
    }

    @Test
    void aDeletedTopicIsInTheBinAtOnceAndComesBackAsItWas() {
        String topic = newTopic();
        String id = idOf(topic);
        produce(topic);
        kim.delete(topics() + "/" + topic).expect(204);

        String binned = kim.get(bin()).expect(200).text();
        assertTrue(binned.contains(id), binned);
        assertTrue(binned.contains(topic), binned);

        assertEquals(topic, restore(id, "{}").expect(200).at("topic_name"));
        assertEquals(id, idOf(topic));
        assertEquals("2", kim.get(topics() + "/" + topic).at("partitions_count"));
        assertTrue(kim.get(topics() + "/" + topic + "/configs").text().contains("7200000"));
        assertTrue(kim.get(topics() + "/" + topic + "/partitions").text().contains("\"latest_offset\":\"1\""));
        assertFalse(kim.get(bin()).text().contains(id));
    }

    @Test
    void theBinSaysWhoDeletedATopicAndHowLongItStays() {
        String topic = newTopic();
        String id = idOf(topic);
        kim.delete(topics() + "/" + topic).expect(204);

        ApiClient.Answer listed = kim.get(bin()).expect(200);

        assertEquals(id, listed.at("data.0.topic_id"));
        assertEquals(kim.get("/api/v1/me").at("user.id"), listed.at("data.0.deleted_by"));
        Instant deleted = Instant.parse(listed.at("data.0.deleted_at"));
        assertEquals(Duration.ofDays(1), Duration.between(deleted, Instant.parse(listed.at("data.0.purged_at"))));
    }

    @Test
    void aTopicWhoseNameIsTakenComesBackUnderAnother() {
        String topic = newTopic();
        String id = idOf(topic);
        kim.delete(topics() + "/" + topic).expect(204);
        create(topic);

        ApiClient.Answer taken = restore(id, "{}").expect(409);
        assertEquals("name_taken", taken.at("errors.0.code"));
        assertEquals("/name", taken.at("errors.0.source.pointer"));

        restore(id, "{\"name\":\"" + topic + "-2\"}").expect(200);
        assertEquals(id, idOf(topic + "-2"));
    }

    @Test
    void aNameThatNoTopicMayHaveIsRefused() {
        String topic = newTopic();
        String id = idOf(topic);
        kim.delete(topics() + "/" + topic).expect(204);

        assertEquals("/name", restore(id, "{\"name\":\"a b\"}").expect(400).at("errors.0.source.pointer"));
    }

    @Test
    void whatIsDeletedForEverDoesNotComeBack() {
        String topic = newTopic();
        String id = idOf(topic);
        kim.delete(topics() + "/" + topic).expect(204);

        kim.delete(bin() + "/" + id).expect(204);

        assertFalse(kim.get(bin()).text().contains(id));
        restore(id, "{}").expect(404);
        kim.delete(bin() + "/" + id).expect(404);
    }

    @Test
    void aTopicCanBeDeletedAndRestoredAgainAndAgain() {
        String topic = newTopic();
        String id = idOf(topic);
        for (int time = 0; time < 3; time++) {
            kim.delete(topics() + "/" + topic).expect(204);
            restore(id, "{}").expect(200);
        }

        assertEquals(id, idOf(topic));
    }

    @Test
    void othersFindNothing() {
        String topic = newTopic();
        String id = idOf(topic);
        kim.delete(topics() + "/" + topic).expect(204);
        ApiClient stranger = newOrganization();
        String strangers = newCluster(stranger, "theirs");

        stranger.get(bin()).expect(404);
        stranger.post("/api/v1/clusters/" + strangers + "/bin/" + id + ":restore", "{}")
                .expect(404);
        restore("AAAAAAAAAAAAAAAAAAAAAA", "{}").expect(404);
    }

    private static String topics() {
        return "/kafka/v3/clusters/" + lkc + "/topics";
    }

    private static String bin() {
        return "/api/v1/clusters/" + lkc + "/bin";
    }

    private static ApiClient.Answer restore(String id, String body) {
        return kim.post(bin() + "/" + id + ":restore", body);
    }

    private static String newTopic() {
        String name = "t-" + UUID.randomUUID();
        create(name);
        return name;
    }

    private static void create(String name) {
        kim.post(
                        topics(),
                        "{\"topic_name\":\"%s\",\"partitions_count\":2,\"configs\":[{\"name\":\"retention.ms\",\"value\":\"7200000\"}]}"
                                .formatted(name))
                .expect(201);
    }

    private static String idOf(String topic) {
        return kim.get(topics() + "/" + topic).expect(200).at("topic_id");
    }

    private static void produce(String topic) {
        kim.post(
                        "/api/v1/clusters/" + lkc + "/topics/" + topic + "/messages",
                        "{\"key\":{\"encoding\":\"text\",\"data\":\"k\"},\"value\":{\"encoding\":\"text\",\"data\":\"hello\"}}")
                .expect(201);
    }
}
