package io.naru.control.api;

import static io.naru.control.api.SharedControlPlane.as;
import static io.naru.control.api.SharedControlPlane.newCluster;
import static io.naru.control.api.SharedControlPlane.newKey;
import static io.naru.control.api.SharedControlPlane.newOrganization;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.naru.control.fixture.ApiClient;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TopicsAndMessagesTest {
    private static ApiClient kim;
    private static String lkc;

    @BeforeAll
    static void signUp() {
        kim = newOrganization();
        lkc = newCluster(kim, "orders");
    }

    private static String topics() {
        return "/kafka/v3/clusters/" + lkc + "/topics";
    }

    private static String newTopic(int partitions) {
        String name = "t-" + UUID.randomUUID();
        kim.post(
                        topics(),
                        "{\"topic_name\":\"%s\",\"partitions_count\":%d,\"configs\":[{\"name\":\"retention.ms\",\"value\":\"7200000\"}]}"
                                .formatted(name, partitions))
                .expect(201);
        return name;
    }

    @Test
    void aTopicIsThereWhenItsCreationAnswers() {
        String topic = newTopic(3);

        ApiClient.Answer read = kim.get(topics() + "/" + topic).expect(200);

        assertEquals("3", read.at("partitions_count"));
        assertEquals(22, read.at("topic_id").length());
        assertTrue(
                kim.get(topics() + "?filter=" + topic).at("data.0.topic_name").equals(topic));
    }

    @Test
    void aTopicThatExistsAndOneThatDoesNotHaveKafkaRestsCodes() {
        String topic = newTopic(1);

        assertEquals(
                "40002",
                kim.post(topics(), "{\"topic_name\":\"" + topic + "\"}")
                        .expect(400)
                        .at("error_code"));
        assertEquals("40403", kim.get(topics() + "/nothing").expect(404).at("error_code"));
        assertEquals("40403", kim.get(topics() + "/nothing/configs").expect(404).at("error_code"));
        kim.delete(topics() + "/nothing").expect(404);
    }

    @Test
    void onlyWhatWasSetIsDynamicAndItIsSetAndUnset() {
        String topic = newTopic(1);
        assertEquals("7200000", config(topic, "retention.ms", "value"));
        assertEquals("DYNAMIC_TOPIC_CONFIG", config(topic, "retention.ms", "source"));

        kim.post(
                        topics() + "/" + topic + "/configs:alter",
                        "{\"data\":[{\"name\":\"retention.ms\",\"operation\":\"DELETE\"},{\"name\":\"segment.bytes\",\"value\":\"1048576\"}]}")
                .expect(204);

        assertTrue(!"DYNAMIC_TOPIC_CONFIG".equals(config(topic, "retention.ms", "source")));
        assertEquals("1048576", config(topic, "segment.bytes", "value"));
    }

    private static String config(String topic, String name, String member) {
        var data =
                kim.get(topics() + "/" + topic + "/configs").expect(200).json().get("data");
        for (var config : data.values()) {
            if (config.get("name").getStringValue().equals(name)) {
                return config.get(member).getStringValue();
            }
        }
        throw new AssertionError("no setting " + name);
    }

    @Test
    void partitionsAreAddedAndADeletedTopicIsGone() {
        String topic = newTopic(2);

        kim.patch(topics() + "/" + topic, "{\"partitions_count\":4}").expect(200);
        assertEquals(
                4,
                kim.get(topics() + "/" + topic + "/partitions")
                        .expect(200)
                        .json()
                        .get("data")
                        .size());
        kim.delete(topics() + "/" + topic).expect(204);

        kim.get(topics() + "/" + topic).expect(404);
    }

    @Test
    void aKeySeesOnlyWhatItsRoleAllows() {
        String topic = newTopic(1);
        ApiClient reader = as(newKey(kim, "DeveloperRead", lkc));

        reader.get(topics() + "/" + topic).expect(200);
        assertEquals(
                "403",
                reader.delete(topics() + "/" + topic)
                        .expect(403)
                        .at("error_code")
                        .substring(0, 3));
    }

    @Test
    void aProducedMessageIsReadBackExactly() {
        String topic = newTopic(1);
        String messages = "/api/v1/clusters/" + lkc + "/topics/" + topic + "/messages";

        ApiClient.Answer text = kim.post(messages, """
                        {"key":{"encoding":"text","data":"k"},"value":{"encoding":"text","data":"나루 1"},
                         "headers":[{"name":"h","value":{"encoding":"base64","data":"/w=="}}]}""").expect(201);
        ApiClient.Answer tombstone = kim.post(
                        messages, "{\"key\":{\"encoding\":\"text\",\"data\":\"k\"},\"value\":null}")
                .expect(201);

        ApiClient.Answer read = kim.get(messages + "/0/" + text.at("offset")).expect(200);
        assertEquals("나루 1", read.at("value.data"));
        assertEquals("base64", read.at("headers.0.value.encoding"));
        assertEquals("/w==", read.at("headers.0.value.data"));
        assertNull(
                kim.get(messages + "/0/" + tombstone.at("offset")).expect(200).at("value"));
        kim.get(messages + "/0/1000").expect(404);
        kim.get(messages + "/7/0").expect(404);
    }

    @Test
    void aStreamShowsWhatMatchesAndEndsWhereTheTopicEnded() {
        String topic = newTopic(2);
        for (int i = 0; i < 20; i++) {
            kim.post(
                            "/api/v1/clusters/" + lkc + "/topics/" + topic + "/messages",
                            "{\"value\":{\"encoding\":\"text\",\"data\":\"message %d\"}}".formatted(i))
                    .expect(201);
        }

        String stream = kim.get("/api/v1/clusters/" + lkc + "/messages?start=oldest&text=MESSAGE%201&topic=" + topic)
                .expect(200)
                .text();

        assertEquals(11, stream.split("\"timestamp_type\"", -1).length - 1, stream);
        assertTrue(stream.contains("event: end"), stream);
        assertTrue(stream.contains("reached_end"), stream);
        assertTrue(stream.contains("\"seen\":\"20\""), stream);
        String newest = kim.get("/api/v1/clusters/" + lkc + "/messages?start=newest&count=5&topic=" + topic)
                .expect(200)
                .text();
        assertEquals(5, newest.split("\"timestamp_type\"", -1).length - 1, newest);
        assertTrue(newest.contains("message 19"), newest);
        kim.get("/api/v1/clusters/" + lkc + "/messages?topic=nothing").expect(404);
        kim.get("/api/v1/clusters/" + lkc + "/messages?topic=" + topic + "&partition=9")
                .expect(400);
    }

    @Test
    void whatClientsNeedToConnectIsTold() {
        ApiClient.Answer connect =
                kim.get("/api/v1/clusters/" + lkc + "/connect").expect(200);

        assertEquals("SASL_PLAINTEXT", connect.at("security_protocol"));
        assertNotNull(connect.at("bootstrap"));
    }

    @Test
    void anUnknownGroupIsNotFoundAndTheListIsEmpty() {
        String groups = "/kafka/v3/clusters/" + lkc + "/consumer-groups";

        kim.get(groups).expect(200);
        kim.get(groups + "/nothing").expect(404);
        kim.get("/api/v1/clusters/" + lkc + "/groups/nothing/lag").expect(404);
    }
}
