package io.naru.control.api;

import static io.naru.control.api.SharedControlPlane.newCluster;
import static io.naru.control.api.SharedControlPlane.newKey;
import static io.naru.control.api.SharedControlPlane.newOrganization;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.naru.control.fixture.ApiClient;
import io.naru.control.fixture.TenantRecords;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Dead letters are sent back where their headers say that they come from.
class RedriveTest {
    private static ApiClient kim;
    private static String lkc;
    private static ApiClient.Answer key;
    private String orders;
    private String letters;

    @BeforeAll
    static void signUp() {
        kim = newOrganization();
        lkc = newCluster(kim, "shop");
        key = newKey(kim, "DeveloperWrite", lkc);
    }

    @BeforeEach
    void makeTopics() {
        orders = topic("orders-", 2);
        letters = topic("dlq.billing-", 1);
    }

    private static String topic(String prefix, int partitions) {
        String name = prefix + UUID.randomUUID();
        kim.post(
                        "/kafka/v3/clusters/" + lkc + "/topics",
                        "{\"topic_name\":\"%s\",\"partitions_count\":%d}".formatted(name, partitions))
                .expect(201);
        return name;
    }

    private void write(String value, Map<String, String> headers) {
        try (var producer =
                new KafkaProducer<>(TenantRecords.config(key), new ByteArraySerializer(), new ByteArraySerializer())) {
            var record = new ProducerRecord<>(letters, bytes("key"), bytes(value));
            headers.forEach((name, text) -> record.headers().add(name, bytes(text)));
            producer.send(record);
            producer.flush();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String path(String verb) {
        return "/api/v1/clusters/" + lkc + "/topics/" + letters + "/redrive" + verb;
    }

    private static int messages(String topic) {
        String path = "/kafka/v3/clusters/" + lkc + "/topics/" + topic + "/partitions";
        int messages = 0;
        for (var partition : kim.get(path).expect(200).json().get("data").values()) {
            messages += Integer.parseInt(partition.get("latest_offset").getStringValue());
        }
        return messages;
    }

    private void writeSomeOfEachKind() {
        write("paid", Map.of("__dlq.errors.topic", orders, "__dlq.errors.partition", "1", "by", "billing"));
        write("nobody's", Map.of("by", "billing"));
        write("lost", Map.of("kafka_dlt-original-topic", "nowhere"));
        write("again and again", Map.of("__dlq.errors.topic", orders, "naru.redrive.count", "3"));
    }

    @Test
    void aPlanSaysHowManyMessagesWouldGoWhereAndWritesNothing() {
        writeSomeOfEachKind();

        ApiClient.Answer plan = kim.post(path(":plan"), "{}").expect(200);

        assertEquals("true", plan.at("complete"));
        assertEquals("4", plan.at("seen"));
        assertEquals("1", plan.at("without_origin"));
        assertEquals("1", plan.at("too_often"));
        assertEquals("0:0", plan.at("positions"));
        assertEquals("0:4", plan.at("ends"));
        assertTrue(plan.text().contains("{\"topic\":\"nowhere\",\"exists\":false,\"messages\":\"1\"}"), plan.text());
        assertTrue(
                plan.text()
                        .contains("{\"topic\":\"%s\",\"exists\":true,\"partitions\":2,\"messages\":\"1\"}"
                                .formatted(orders)),
                plan.text());
        assertEquals(0, messages(orders));
    }

    @Test
    void aMessageGoesBackToItsPartitionWithItsHistory() {
        writeSomeOfEachKind();

        String told = kim.post(path(""), "{}").expect(200).text();

        assertTrue(
                told.contains("{\"partition\":0,\"offset\":\"0\",\"target_topic\":\"" + orders
                        + "\",\"target_partition\":1,\"target_offset\":\"0\"}"),
                told);
        assertTrue(told.contains("\"error\":\"There is no topic nowhere.\""), told);
        assertTrue(told.contains("\"reason\":\"reached_end\",\"sent\":\"1\",\"failed\":\"1\""), told);
        ApiClient.Answer back = kim.get("/api/v1/clusters/" + lkc + "/topics/" + orders + "/messages/1/0")
                .expect(200);
        assertEquals("paid", back.at("value.data"));
        assertEquals("key", back.at("key.data"));
        for (String name : List.of("__dlq.errors.topic", "__dlq.errors.partition", "by", "naru.redrive.id")) {
            assertTrue(back.text().contains("\"name\":\"" + name + "\""), back.text());
        }
        assertTrue(
                back.text().contains("\"name\":\"naru.redrive.count\",\"value\":{\"encoding\":\"text\",\"data\":\"1\""),
                back.text());
        assertEquals(1, messages(orders));
        assertEquals(4, messages(letters));
    }

    @Test
    void onlyWhatWasPlannedAndFilteredIsSent() {
        write("first", Map.of("__dlq.errors.topic", orders));
        write("second", Map.of("__dlq.errors.topic", orders));
        write("third", Map.of("__dlq.errors.topic", orders));
        String ends = kim.post(path(":plan"), "{}").expect(200).at("ends");
        write("later", Map.of("__dlq.errors.topic", orders));

        String told = kim.post(path(""), "{\"filter\":\"valueText != 'second'\",\"ends\":\"" + ends + "\",\"limit\":1}")
                .expect(200)
                .text();
        assertTrue(told.contains("\"reason\":\"limit\",\"sent\":\"1\""), told);
        String positions = told.replaceAll("(?s).*\"positions\":\"([^\"]*)\".*", "$1");
        kim.post(
                        path(""),
                        "{\"filter\":\"valueText != 'second'\",\"ends\":\"%s\",\"positions\":\"%s\"}"
                                .formatted(ends, positions))
                .expect(200);

        assertEquals(2, messages(orders));
    }

    @Test
    void toItsOwnGroupAMessageGoesThroughTheGroupsRetries() {
        write("paid", Map.of("__dlq.errors.topic", orders, "__dlq.errors.group", "billing one"));

        String plan = kim.post(path(":plan"), "{\"to\":\"retry\"}").expect(200).text();

        assertTrue(plan.contains("\"topic\":\"retry.billing_one-"), plan);
        assertTrue(plan.contains(".now\",\"exists\":false"), plan);
        assertEquals(0, messages(orders));
    }

    @Test
    void aTopicOfAnotherClusterIsNoTarget() {
        String other = newCluster(kim, "other-shop");
        kim.post("/kafka/v3/clusters/" + other + "/topics", "{\"topic_name\":\"elsewhere\",\"partitions_count\":1}")
                .expect(201);
        write("paid", Map.of("__dlq.errors.topic", "elsewhere"));

        String told = kim.post(path(""), "{}").expect(200).text();

        assertTrue(told.contains("\"error\":\"There is no topic elsewhere.\""), told);
        assertFalse(told.contains("target_offset"), told);
    }

    @Test
    void whatIsWrongIsRefusedByItsName() {
        for (String body : List.of(
                "{\"filter\":\"value.\"}",
                "{\"to\":\"mars\"}",
                "{\"positions\":\"x\"}",
                "{\"limit\":0}",
                "{\"per_second\":1001}")) {
            assertTrue(kim.post(path(""), body).expect(400).text().contains("\"pointer\":\"/"), body);
        }
        kim.post("/api/v1/clusters/" + lkc + "/topics/nothing/redrive", "{}").expect(404);
        newOrganization().post(path(""), "{}").expect(404);
    }
}
