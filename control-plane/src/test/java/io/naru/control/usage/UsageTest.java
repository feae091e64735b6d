package io.naru.control.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import io.naru.control.api.SharedControlPlane;
import io.naru.control.cell.CellEvent;
import io.naru.control.database.RelayTransactions;
import io.naru.control.fixture.ApiClient;
import io.naru.control.runtime.RunningControlPlane;
import java.io.IOException;
import java.time.Instant;
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
