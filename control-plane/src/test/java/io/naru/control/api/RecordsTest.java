package io.naru.control.api;

import static io.naru.control.api.SharedControlPlane.as;
import static io.naru.control.api.SharedControlPlane.newCluster;
import static io.naru.control.api.SharedControlPlane.newKey;
import static io.naru.control.api.SharedControlPlane.newOrganization;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import io.naru.control.fixture.ApiClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordsTest {
    private static ApiClient kim;
    private static String lkc;
    private static ApiClient.Answer key;
    private static ApiClient program;
    private String topic;

    @BeforeAll
    static void signUp() {
        kim = newOrganization();
        lkc = newCluster(kim, "records");
        key = newKey(kim, "DeveloperManage", lkc);
        program = as(key);
    }

    @BeforeEach
    void aTopic() {
        topic = "t-" + UUID.randomUUID();
        program.post(
                        "/kafka/v3/clusters/" + lkc + "/topics",
                        "{\"topic_name\":\"%s\",\"partitions_count\":2}".formatted(topic))
                .expect(201);
    }

    private String path(String tail) {
        return "/kafka/v3/clusters/" + lkc + "/topics/" + topic + tail;
    }

    private ApiClient.Answer read(ApiClient.Answer written) {
        return kim.get("/api/v1/clusters/" + lkc + "/topics/" + topic + "/messages/" + written.at("partition_id") + "/"
                        + written.at("offset"))
                .expect(200);
    }

    @Test
    void aRecordIsWrittenAsItWasSent() {
        ApiClient.Answer written = program.post(path("/records"), """
                {"partition_id":1,"timestamp":"2026-01-01T10:00:00Z","headers":[{"name":"h","value":"/w=="},{"name":"n","value":null}],
                 "key":{"type":"STRING","data":"나루"},"value":{"type":"JSON","data":{"amount": 12.50, "big": 9223372036854775806123}}}""").expect(200);

        assertEquals("200", written.at("error_code"));
        assertEquals("1", written.at("partition_id"));
        assertEquals("JSON", written.at("value.type"));
        ApiClient.Answer message = read(written);
        assertEquals("나루", message.at("key.data"));
        assertEquals("{\"amount\":12.50,\"big\":9223372036854775806123}", message.at("value.data"));
        assertEquals("/w==", message.at("headers.0.value.data"));
        assertEquals("2026-01-01T10:00:00Z", message.at("timestamp"));
    }

    @Test
    void bytesAndTombstonesAreWritten() {
        ApiClient.Answer bytes = program.post(path("/records"), "{\"value\":{\"type\":\"BINARY\",\"data\":\"/wA=\"}}")
                .expect(200);
        assertEquals("/wA=", read(bytes).at("value.data"));

        ApiClient.Answer tombstone = program.post(
                        path("/records"), "{\"key\":{\"type\":\"STRING\",\"data\":\"k\"},\"value\":null}")
                .expect(200);
        assertNull(read(tombstone).at("value"));
    }

    @Test
    void whatIsNoRecordIsRefusedWithTheReason() {
        for (String body : new String[] {
            "[]",
            "{\"value\":{\"type\":\"AVRO\",\"data\":\"x\"}}",
            "{\"value\":{\"type\":\"BINARY\",\"data\":\"?\"}}",
            "{\"value\":{\"type\":\"STRING\",\"data\":1}}",
            "{\"partition_id\":7,\"value\":{\"type\":\"STRING\",\"data\":\"x\"}}",
            "{\"partition_id\":\"x\"}",
            "{\"timestamp\":\"yesterday\"}",
            "{\"colour\":\"red\"}",
            "{\"value\":",
            "",
        }) {
            ApiClient.Answer refused = program.post(path("/records"), body).expect(400);
            assertTrue(refused.at("message").endsWith("."), refused.text());
        }
        program.post("/kafka/v3/clusters/" + lkc + "/topics/nothing/records", "{}")
                .expect(404);
        as(newKey(kim, "DeveloperRead", lkc))
                .post(path("/records"), "{\"value\":{\"type\":\"STRING\",\"data\":\"x\"}}")
                .expect(403);
    }

    @Test
    void aRecordLargerThanTheTopicTakesSaysSo() {
        String large = "x".repeat(1_200_000);

        ApiClient.Answer refused = program.post(
                        path("/records"), "{\"value\":{\"type\":\"STRING\",\"data\":\"" + large + "\"}}")
                .expect(400);

        assertEquals("41301", refused.at("error_code"));
    }

    @Test
    void entriesOfABatchSucceedOrFailEachByItself() {
        ApiClient.Answer answer = program.post(path("/records:batch"), """
                {"entries":[{"id":"a","value":{"type":"STRING","data":"1"}},{"id":"b","partition_id":9,"value":{"type":"STRING","data":"2"}},
                 {"id":"c","partition_id":0,"value":{"type":"STRING","data":"3"}}]}""").expect(207);

        assertEquals(2, answer.json().get("successes").size());
        assertEquals("a", answer.at("successes.0.id"));
        assertEquals("b", answer.at("failures.0.id"));
        assertEquals("400", answer.at("failures.0.error_code"));
        program.post(path("/records:batch"), "{\"entries\":[]}").expect(400);
        program.post(path("/records:batch"), "{\"entries\":[{\"id\":\"a\"},{\"id\":\"a\"}]}")
                .expect(400);
        program.post(path("/records:batch"), "{\"entries\":[{}]}").expect(400);
        program.post(path("/records:batch"), "{}").expect(400);
    }

    @Test
    void aSequenceIsAnsweredInOrderWhileItComesIn() throws IOException {
        URI base = URI.create(SharedControlPlane.get().base());
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            String basic = Base64.getEncoder()
                    .encodeToString((key.at("id") + ":" + key.at("spec.secret")).getBytes(StandardCharsets.UTF_8));
            out.write(("POST " + path("/records") + " HTTP/1.1\r\nHost: x\r\nAuthorization: Basic " + basic
                            + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (int i = 0; i < 5; i++) {
                chunk(out, "{\"partition_id\":0,\"value\":{\"type\":\"STRING\",\"data\":\"" + i + "\"}}");
                assertEquals(Integer.toString(i), result(in).get("offset").coerceStringValue());
            }
            chunk(
                    out,
                    "{\"value\":{\"type\":\"XML\",\"data\":\"x\"}} {\"partition_id\":0,\"value\":{\"type\":\"STRING\"}}");
            assertEquals("400", result(in).get("error_code").coerceStringValue());
            assertEquals("5", result(in).get("offset").coerceStringValue());
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            String last = in.readLine();
            while (last != null && !last.equals("0")) {
                last = in.readLine();
            }
            assertEquals("0", last);
        }
    }

    private static void chunk(OutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /// The next line of JSON, past headers and lengths of chunks.
    private static JsonNode result(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line != null && !line.startsWith("{")) {
            line = in.readLine();
        }
        return JsonMapper.createDefault().readValue(String.valueOf(line), JsonNode.class);
    }
}
