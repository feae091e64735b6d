package io.naru.control.lag;

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
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LagHistoryTest {
    private static RunningControlPlane controlPlane;
    private static ApiClient kim;
    private static String lkc;

    @BeforeAll
    static void start() {
        controlPlane = SharedControlPlane.get();
        kim = controlPlane.anonymous().signUp(UUID.randomUUID() + "@lag.example", "Acme");
        lkc = kim.post(
                        "/cmk/v2/clusters",
                        "{\"spec\":{\"display_name\":\"orders\",\"environment\":{\"id\":\"%s\"}}}"
                                .formatted(kim.get("/org/v2/environments").at("data.0.id")))
                .expect(202)
                .at("id");
    }

    private static void report(String group, Instant at, long messages, long lagMs) throws IOException {
        JsonNode state = JsonMapper.createDefault()
                .readValue("""
                        {"incarnation":1,"at_ms":%d,"groups":[{"lkc":"%s","group":"%s","messages":%d,"lag_ms":%d},
                         {"lkc":"lkc-nobody","group":"g","messages":1,"lag_ms":1}]}""".formatted(at.toEpochMilli(), lkc, group, messages, lagMs), JsonNode.class);
        controlPlane
                .bean(RelayTransactions.class)
                .run(() -> controlPlane.bean(LagReports.class).apply(new CellEvent("group_lag", "broker-1", 1, state)));
    }

    @Test
    void whatBrokersReportBecomesAHistoryWithGapsAndATrend() throws IOException {
        String group = "billing " + UUID.randomUUID();
        Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        report(group, minute.minusSeconds(300), 1_000, 40_000);
        report(group, minute.minusSeconds(120), 600, 30_000);
        report(group, minute.minusSeconds(60), 300, 20_000);
        report(group, minute, 100, 10_000);

        ApiClient.Answer history = kim.get("/api/v1/clusters/" + lkc + "/groups/" + group.replace(" ", "%20")
                        + "/lag:history?from=" + minute.minusSeconds(300) + "&to=" + minute.plusSeconds(60))
                .expect(200);

        assertEquals("60", history.at("step"));
        assertEquals("1000", history.at("messages.0"));
        assertEquals("40.0", history.at("seconds.0"));
        assertTrue(history.json().get("messages").get(1).isNull(), history.text());
        assertEquals("100", history.at("messages.5"));
        assertEquals("catching_up", history.at("trend.word"));
        ApiClient.Answer list = kim.get(
                        "/api/v1/clusters/" + lkc + "/groups:lag?group=nothing&group=" + group.replace(" ", "%20"))
                .expect(200);
        assertEquals(1, list.json().get("data").size());
        assertEquals("100", list.at("data.0.messages"));
        assertEquals("10.0", list.at("data.0.seconds"));
        assertEquals(60, list.json().get("data").get(0).get("hour").size());
    }

    @Test
    void groupsThatFallFurtherBehindAreFoundInAllClusters() throws IOException {
        String growing = "growing-" + UUID.randomUUID();
        String falling = "falling-" + UUID.randomUUID();
        String close = "close-" + UUID.randomUUID();
        Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        for (int at = 4; at >= 0; at--) {
            report(growing, minute.minusSeconds(60L * at), 500 - 50 * at, 300_000 - 30_000 * at);
            report(falling, minute.minusSeconds(60L * at), 500 + 50 * at, 300_000 + 30_000 * at);
            report(close, minute.minusSeconds(60L * at), 50 - 5 * at, 30_000 - 5_000 * at);
        }

        ApiClient.Answer found = kim.get("/api/v1/lagging-groups").expect(200);

        assertEquals(1, found.json().get("data").size(), found.text());
        assertEquals(growing, found.at("data.0.group_id"));
        assertEquals(lkc, found.at("data.0.cluster_id"));
        assertEquals("growing", found.at("data.0.trend.word"));
        assertEquals("300.0", found.at("data.0.seconds"));
        ApiClient stranger = controlPlane.anonymous().signUp(UUID.randomUUID() + "@lag.example", "Globex");
        assertEquals(
                0,
                stranger.get("/api/v1/lagging-groups")
                        .expect(200)
                        .json()
                        .get("data")
                        .size());
    }

    @Test
    void aMonthIsTheWorstOfEachQuarterOfAnHour() throws IOException {
        String group = "g-" + UUID.randomUUID();
        Instant quarter = Grain.QUARTERS.row(Instant.now()).minusSeconds(86_400 * 3);
        report(group, quarter.plusSeconds(60), 5, 1_000);
        report(group, quarter.plusSeconds(120), 50, 9_000);
        report(group, quarter.plusSeconds(180), 20, 2_000);

        ApiClient.Answer history = kim.get("/api/v1/clusters/" + lkc + "/groups/" + group + "/lag:history?from="
                        + quarter + "&to=" + quarter.plusSeconds(3_600))
                .expect(200);

        assertEquals("900", history.at("step"));
        assertEquals("50", history.at("messages.0"));
        assertEquals("9.0", history.at("seconds.0"));
        kim.get("/api/v1/clusters/" + lkc + "/groups:lag").expect(400);
        kim.get("/api/v1/clusters/" + lkc + "/groups/g/lag:history?step=7").expect(400);
        kim.get("/api/v1/clusters/" + lkc + "/groups/g/lag:history?from=x").expect(400);
    }
}
