package io.naru.control.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.json.tree.JsonNode;
import io.naru.control.fixture.ApiClient;
import io.naru.control.fixture.Cell;
import io.naru.control.fixture.DesiredRecords;
import io.naru.control.outbox.Relay;
import io.naru.control.runtime.RunningControlPlane;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RelayTest {
    private static RunningControlPlane controlPlane;
    private static DesiredRecords desired;
    private static Cell cell;

    @BeforeAll
    static void start() {
        cell = Cell.start();
        controlPlane = RunningControlPlane.start(cell.bootstrap(), cell.secret(), cell.tokenKeyPem());
        desired = DesiredRecords.of(cell);
    }

    @AfterAll
    static void stop() {
        controlPlane.close();
        desired.close();
        cell.close();
    }

    @AfterEach
    void resume() {
        controlPlane.bean(Relay.class).pause(false);
    }

    @Test
    void aCreationWaitsForARelayThatIsSlow() throws Exception {
        ApiClient kim = controlPlane.anonymous().signUp("kim@slow.example", "Acme");
        controlPlane.bean(Relay.class).pause(true);

        var answer = CompletableFuture.supplyAsync(() -> create(kim));
        CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS)
                .execute(() -> controlPlane.bean(Relay.class).pause(false));

        String lkc = answer.get(20, TimeUnit.SECONDS).expect(202).at("id");
        assertNotNull(desired.newest().get("lkc/" + lkc));
    }

    @Test
    void aCreationThatTheCellDoesNotHearOfIsTakenBack() {
        ApiClient kim = controlPlane.anonymous().signUp("kim@paused.example", "Acme");
        controlPlane.bean(Relay.class).pause(true);

        ApiClient.Answer refused = create(kim).expect(503);

        assertTrue(Integer.parseInt(refused.header("Retry-After")) >= 1);
        assertEquals(0, kim.get("/cmk/v2/clusters").json().get("data").size());
        controlPlane.bean(Relay.class).pause(false);
        String lkc = create(kim).expect(202).at("id");
        String organization = kim.get("/api/v1/me").at("organization.id");
        assertEquals(Map.of(lkc, "ACTIVE"), desired.aliveOf(organization));
    }

    @Test
    void aRevocationIsInTheCellAndTheKeyIsGone() {
        ApiClient kim = controlPlane.anonymous().signUp("kim@revoked.example", "Acme");
        String lkc = create(kim).expect(202).at("id");
        String key = kim.post(
                        "/iam/v2/api-keys",
                        "{\"spec\":{\"owner\":{\"id\":\"%s\"},\"resource\":{\"id\":\"%s\"}}}"
                                .formatted(kim.get("/api/v1/me").at("user.id"), lkc))
                .expect(202)
                .at("id");

        kim.delete("/iam/v2/api-keys/" + key).expect(204);

        kim.get("/iam/v2/api-keys/" + key).expect(404);
        JsonNode state = desired.newest().get("api_key/" + key).get("state");
        assertEquals("REVOKED", state.get("status").getStringValue());
        assertEquals("REVOKED", kim.get("/iam/v2/api-keys?include_revoked=true").at("data.0.status.phase"));
    }

    private static ApiClient.Answer create(ApiClient kim) {
        return kim.post(
                "/cmk/v2/clusters",
                "{\"spec\":{\"display_name\":\"orders\",\"environment\":{\"id\":\"%s\"}}}"
                        .formatted(kim.get("/org/v2/environments").at("data.0.id")));
    }
}
