package io.naru.control.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.micronaut.json.tree.JsonNode;
import io.naru.control.fixture.ApiClient;
import io.naru.control.fixture.Await;
import io.naru.control.fixture.Cell;
import io.naru.control.fixture.DesiredRecords;
import io.naru.control.fixture.TestPostgres;
import io.naru.control.runtime.RunningControlPlane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Postgres and the cell say different things: one of them was restored, or a record was lost.
class ReconcilerTest {
    private Cell cell;
    private RunningControlPlane controlPlane;
    private DesiredRecords desired;
    private ApiClient kim;
    private String lkc;
    private String key;

    @BeforeEach
    void start() {
        cell = Cell.start();
        controlPlane = RunningControlPlane.start(cell.bootstrap(), cell.secret(), cell.tokenKeyPem());
        desired = DesiredRecords.of(cell);
        kim = controlPlane.anonymous().signUp("kim@reconciled.example", "Acme");
        lkc = createCluster("orders");
        key = createKey();
    }

    @AfterEach
    void stop() {
        controlPlane.close();
        desired.close();
        cell.close();
    }

    @Test
    void aKeyRevokedAfterTheBackupStaysRevoked() {
        kim.delete("/iam/v2/api-keys/" + key).expect(204);
        String goneToo = createKey();
        TestPostgres.execute(controlPlane.databaseUrl(), "DELETE FROM api_key WHERE id = '" + goneToo + "'");

        restartOn("""
                UPDATE api_key SET status = 'ACTIVE', version = 1, revoked_at = NULL WHERE id = '%1$s';
                DELETE FROM outbox WHERE id = '%1$s' AND version > 1;
                DELETE FROM outbox WHERE id = '%2$s'""".formatted(key, goneToo));

        Await.until(
                "the key is revoked here too",
                () -> kim.get("/iam/v2/api-keys/" + key).status() == 404);
        assertEquals("REVOKED", statusInCell("api_key/" + key));
        assertEquals("ACTIVE", statusInCell("api_key/" + goneToo), "absence never deletes");
    }

    @Test
    void aClusterDeletedAfterTheBackupStaysDeletedAndAnotherNameIsSaidAgain() {
        String other = createCluster("billing");
        kim.delete("/cmk/v2/clusters/" + lkc).expect(204);
        kim.patch("/cmk/v2/clusters/" + other, "{\"spec\":{\"display_name\":\"invoices\"}}")
                .expect(200);
        Await.until("the cell knows the name", () -> nameInCell(other).equals("invoices"));

        restartOn("""
                UPDATE cluster SET status = 'ACTIVE', version = 1, deleting_since = NULL WHERE id = '%1$s';
                DELETE FROM outbox WHERE id = '%1$s' AND version > 1;
                UPDATE outbox SET published = true WHERE id = '%1$s';
                UPDATE cluster SET display_name = 'billing', version = 1 WHERE id = '%2$s';
                DELETE FROM outbox WHERE id = '%2$s' AND version > 1""".formatted(lkc, other));

        Await.until(
                "the cluster is gone here too",
                () -> kim.get("/cmk/v2/clusters/" + lkc).status() == 404);
        Await.until("the older name is said again", () -> nameInCell(other).equals("billing"));
    }

    @Test
    void whatTheCellLostIsSaidAgain() {
        TestPostgres.execute(controlPlane.databaseUrl(), """
                UPDATE outbox SET version = version + 1 WHERE id = '%1$s';
                UPDATE api_key SET version = version + 1 WHERE id = '%1$s'""".formatted(key));

        restartOn("SELECT 1");

        Await.until(
                "the newer version is in the cell",
                () -> desired.newest().get("api_key/" + key).get("version").getLongValue() == 2);
    }

    @Test
    void aPurgedClusterLeavesOnlyTombstones() {
        kim.delete("/cmk/v2/clusters/" + lkc).expect(204);

        Await.until(
                "the cell has nothing of the cluster",
                () -> desired.newest().get("lkc/" + lkc) == null
                        && desired.newest().keySet().stream().noneMatch(id -> id.startsWith("role/" + lkc)));
        assertEquals(
                1,
                TestPostgres.count(
                        controlPlane.databaseUrl(),
                        "SELECT count(*) FROM cluster WHERE id = '" + lkc + "' AND status = 'DELETED'"));
        assertEquals("REVOKED", statusInCell("api_key/" + key), "kept for a week");
    }

    @Test
    void aKeyRevokedAWeekAgoBecomesATombstone() {
        kim.delete("/iam/v2/api-keys/" + key).expect(204);

        restartOn("UPDATE api_key SET revoked_at = now() - interval '8 days' WHERE id = '" + key + "'");

        Await.until("only a tombstone is left", () -> desired.newest().get("api_key/" + key) == null);
        restartOn("SELECT 1");
        assertNull(desired.newest().get("api_key/" + key), "and stays");
    }

    private void restartOn(String change) {
        String database = controlPlane.databaseUrl();
        controlPlane.close();
        TestPostgres.execute(database, change);
        controlPlane = RunningControlPlane.start(database, cell.bootstrap(), cell.secret(), cell.tokenKeyPem());
        kim = controlPlane.anonymous().logIn("kim@reconciled.example");
        Await.until("the relay has reconciled", () -> kim.get("/health/ready").status() == 200);
    }

    private String createCluster(String name) {
        return kim.post(
                        "/cmk/v2/clusters",
                        "{\"spec\":{\"display_name\":\"%s\",\"environment\":{\"id\":\"%s\"}}}"
                                .formatted(name, kim.get("/org/v2/environments").at("data.0.id")))
                .expect(202)
                .at("id");
    }

    private String createKey() {
        return kim.post(
                        "/iam/v2/api-keys",
                        "{\"spec\":{\"owner\":{\"id\":\"%s\"},\"resource\":{\"id\":\"%s\"},\"display_name\":\"k\"}}"
                                .formatted(kim.get("/api/v1/me").at("user.id"), lkc))
                .expect(202)
                .at("id");
    }

    private String statusInCell(String record) {
        return desired.newest().get(record).get("state").get("status").getStringValue();
    }

    private String nameInCell(String cluster) {
        JsonNode record = desired.newest().get("lkc/" + cluster);
        return record == null ? "" : record.get("state").get("name").getStringValue();
    }
}
