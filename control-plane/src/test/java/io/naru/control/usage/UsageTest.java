package io.naru.control.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import io.naru.control.api.SharedControlPlane;
import io.naru.control.cell.CellEvent;
import io.naru.control.database.RelayTransactions;
import io.naru.control.fixture.ApiClient;
import io.naru.control.fixture.Await;
import io.naru.control.fixture.TenantRecords;
import io.naru.control.runtime.RunningControlPlane;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class UsageTest {
    private static RunningControlPlane controlPlane;

    @BeforeAll
    static void start() {
        controlPlane = SharedControlPlane.get();
    }

    @Test
    void cumulativeCountersBecomeRatesAndGapsStayGaps() throws IOException {
        ApiClient kim = controlPlane.anonymous().signUp("kim@usage.example", "Acme");
        String lkc = kim.post(
                        "/cmk/v2/clusters",
                        "{\"spec\":{\"display_name\":\"orders\",\"environment\":{\"id\":\"%s\"}}}"
                                .formatted(kim.get("/org/v2/environments").at("data.0.id")))
                .expect(202)
                .at("id");
        Instant from = Slices.start(Instant.now().minusSeconds(3_600), 5);
        report(lkc, "test-broker", 1, from, 1_000);
        report(lkc, "test-broker", 1, from.plusSeconds(5), 1_500);
        report(lkc, "test-broker", 2, from.plusSeconds(15), 200);

        ApiClient.Answer answer = kim.get(
                        "/api/v1/clusters/" + lkc + "/metrics?from=" + from + "&to=" + from.plusSeconds(20) + "&step=5")
                .expect(200);

        assertEquals("bytes_in", answer.at("series.0.name"));
        assertEquals("200.0", answer.at("series.0.values.0"));
        assertEquals("100.0", answer.at("series.0.values.1"));
        assertTrue(answer.json().get("series").get(0).get("values").get(2).isNull(), answer.text());
        assertEquals("40.0", answer.at("series.0.values.3"));
        ApiClient.Answer perTopic = kim.get(
                        "/api/v1/clusters/" + lkc + "/metrics?per=topic&from=" + from + "&to=" + from.plusSeconds(20))
                .expect(200);
        assertEquals("t", perTopic.at("series.0.topic"));
    }

    @Test
    void aMonthAddsUpWhatMovedAndWhatWasHeldAndKeepsClustersThatAreGone() throws IOException {
        ApiClient kim = controlPlane.anonymous().signUp("lee@usage.example", "Acme");
        String lkc = kim.post(
                        "/cmk/v2/clusters",
                        "{\"spec\":{\"display_name\":\"billed\",\"environment\":{\"id\":\"%s\"}}}"
                                .formatted(kim.get("/org/v2/environments").at("data.0.id")))
                .expect(202)
                .at("id");
        Instant midnight = Instant.parse("2026-03-02T00:00:00Z");
        report(lkc, "monthly", 1, midnight.minusSeconds(7_200), 1_000);
        report(lkc, "monthly", 1, midnight.plusSeconds(3_600), 1_500);
        // Twice, and late: neither counts again.
        report(lkc, "monthly", 1, midnight.plusSeconds(3_600), 1_500);
        report(lkc, "monthly", 1, midnight.minusSeconds(7_200), 1_000);
        // The broker began anew.
        report(lkc, "monthly", 2, midnight.plusSeconds(7_200), 200);

        ApiClient.Answer march = kim.get("/api/v1/usage?month=2026-03").expect(200);

        assertEquals("billed", march.at("data.0.cluster_name"));
        assertEquals("1700", march.at("data.0.bytes_in"));
        // 1,000 bytes for two hours before midnight and one after, then 1,500 for an hour.
        assertEquals("4500", march.at("data.0.stored_byte_hours"));
        assertEquals("2026-03-01", march.at("data.0.days.0.day"));
        assertEquals("2000", march.at("data.0.days.0.stored_byte_hours"));
        assertEquals("700", march.at("data.0.days.1.bytes_in"));
        kim.delete("/cmk/v2/clusters/" + lkc).expect(204);
        assertEquals("1700", kim.get("/api/v1/usage?month=2026-03").at("data.0.bytes_in"));
        assertEquals(
                0, kim.get("/api/v1/usage?month=2026-02").json().get("data").size());
        kim.get("/api/v1/usage?month=2026-13").expect(400);
    }

    @Test
    void whatAProgramProducesAndReadsIsInTheMonth() {
        ApiClient kim = controlPlane.anonymous().signUp("pat@usage.example", "Acme");
        String lkc = kim.post(
                        "/cmk/v2/clusters",
                        "{\"spec\":{\"display_name\":\"real\",\"environment\":{\"id\":\"%s\"}}}"
                                .formatted(kim.get("/org/v2/environments").at("data.0.id")))
                .expect(202)
                .at("id");
        kim.post("/kafka/v3/clusters/" + lkc + "/topics", "{\"topic_name\":\"t\",\"partitions_count\":1}")
                .expect(201);
        ApiClient.Answer key = kim.post(
                        "/iam/v2/api-keys",
                        "{\"spec\":{\"owner\":{\"id\":\"%s\"},\"resource\":{\"id\":\"%s\"}}}"
                                .formatted(kim.get("/api/v1/me").at("user.id"), lkc))
                .expect(202);
        int messages = 1_000;
        int bytes = 1_000;
        TenantRecords.produce(key, "t", Collections.nCopies(messages, "x".repeat(bytes)));
        try (var reader = TenantRecords.join(key, "g", "t")) {
            AtomicInteger read = new AtomicInteger();
            // From the newest on: what comes after is read.
            Await.until("the reader has joined", () -> {
                reader.poll(Duration.ofMillis(100));
                return !reader.assignment().isEmpty();
            });
            reader.seekToBeginning(reader.assignment());
            Await.until(
                    "all is read",
                    () -> read.addAndGet(reader.poll(Duration.ofMillis(100)).count()) >= messages);
        }

        Await.until("the month says it", () -> {
            ApiClient.Answer month = kim.get("/api/v1/usage").expect(200);
            return month.at("data.0.bytes_in") != null
                    && Long.parseLong(month.at("data.0.bytes_in")) >= (long) messages * bytes
                    && Long.parseLong(month.at("data.0.bytes_out")) >= (long) messages * bytes;
        });
        ApiClient.Answer month = kim.get("/api/v1/usage").expect(200);
        long most = messages * (bytes + 100L);
        assertTrue(Long.parseLong(month.at("data.0.bytes_in")) <= most, month.text());
        assertTrue(Long.parseLong(month.at("data.0.bytes_out")) <= most, month.text());
    }

    private static void report(String lkc, String broker, int incarnation, Instant at, long bytes) throws IOException {
        String counters = "\"bytes_in\":%1$d,\"bytes_out\":0,\"messages_in\":1,\"storage_bytes\":%1$d".formatted(bytes);
        JsonNode state = JsonMapper.createDefault()
                .readValue("""
                        {"incarnation":%d,"at_ms":%d,"clusters":[{"lkc":"%s",%s,"topics":[{"topic":"t",%s}]}],"keys":[]}""".formatted(incarnation, at.toEpochMilli(), lkc, counters, counters), JsonNode.class);
        controlPlane
                .bean(RelayTransactions.class)
                .run(() -> controlPlane.bean(UsageReports.class).apply(new CellEvent("usage", broker, 1, state)));
    }
}
