package io.naru.control.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.naru.control.fault.FaultPoint;
import io.naru.control.fault.FaultyProcess;
import io.naru.control.fixture.ApiClient;
import io.naru.control.fixture.Await;
import io.naru.control.fixture.Cell;
import io.naru.control.fixture.DesiredRecords;
import io.naru.control.fixture.TestPostgres;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Dies at every fault point in turn, starts again, and looks: each create, delete and revocation is wholly there or
/// not at all, here and in the cell. By default some points with one change each, chosen by a seed; `-Dnaru.seed=N`
/// replays one, `-Dnaru.long=true` walks every point with every change that passes it.
class FaultPointsTest {
    private static final Duration SETTLING = Duration.ofSeconds(60);
    private static final int DEATHS_BY_DEFAULT = 5;

    private static String database;
    private static Cell cell;
    private static DesiredRecords desired;
    private static FaultyProcess controlPlane;

    /// What is under way when the process dies.
    enum Change {
        CREATE,
        DELETE,
        REVOKE;

        boolean passes(FaultPoint point) {
            return switch (point) {
                case CREATE_BEFORE_CONFIRM, CREATE_AFTER_CONFIRM -> this == CREATE;
                case REVOKE_BEFORE_PASSED -> this == REVOKE;
                case CHANGE_BEFORE_COMMIT,
                        CHANGE_AFTER_COMMIT,
                        RELAY_BEFORE_CLAIM,
                        RELAY_AFTER_CLAIM,
                        RELAY_AFTER_SEND,
                        RELAY_BEFORE_MARK,
                        RELAY_AFTER_MARK,
                        PROJECTION_BEFORE_COMMIT,
                        PROJECTION_AFTER_COMMIT -> true;
            };
        }
    }

    /// An organization with one cluster and one key, whose administrator makes a change.
    private record Customer(String email, ApiClient kim, String cluster, String key) {
        Set<String> everything() {
            return new TreeSet<>(Set.of(cluster, key));
        }
    }

    @BeforeAll
    static void startCell() {
        cell = Cell.start();
        desired = DesiredRecords.of(cell);
        database = TestPostgres.newDatabase();
        controlPlane = FaultyProcess.start(database, cell);
    }

    @AfterAll
    static void stopCell() {
        controlPlane.close();
        desired.close();
        cell.close();
    }

    static Stream<Arguments> deaths() {
        if (Boolean.getBoolean("naru.long")) {
            return Arrays.stream(FaultPoint.values())
                    .flatMap(point -> passing(point).stream().map(change -> Arguments.of(point, change)));
        }
        long seed = Long.getLong("naru.seed", System.nanoTime());
        System.out.println("seed of the deaths: " + seed);
        Random random = new Random(seed);
        List<FaultPoint> points = new ArrayList<>(List.of(FaultPoint.values()));
        Collections.shuffle(points, random);
        return points.stream().limit(DEATHS_BY_DEFAULT).map(point -> {
            List<Change> changes = passing(point);
            return Arguments.of(point, changes.get(random.nextInt(changes.size())));
        });
    }

    private static List<Change> passing(FaultPoint point) {
        return Arrays.stream(Change.values())
                .filter(change -> change.passes(point))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("deaths")
    void whatIsUnderWayIsWhollyThereOrNotAtAll(FaultPoint point, Change change) throws Exception {
        Customer customer = signUp(point + "-" + change);
        controlPlane.diesAt(point);

        boolean acknowledged = make(change, customer);
        controlPlane.awaitDeath(SETTLING);
        timePasses();
        controlPlane = FaultyProcess.start(database, cell);

        ApiClient kim = logIn(customer.email(), controlPlane);
        Set<String> alive = awaitAgreement(kim);
        switch (change) {
            case CREATE -> {
                assertTrue(alive.containsAll(customer.everything()), "lost what was there: " + alive);
                Set<String> made = new TreeSet<>(alive);
                made.removeAll(customer.everything());
                assertTrue(made.size() <= 1 && (!acknowledged || made.size() == 1), "made " + made);
            }
            case DELETE ->
                assertTrue(
                        alive.isEmpty() || !acknowledged && alive.equals(customer.everything()),
                        "half deleted: " + alive);
            case REVOKE -> {
                assertTrue(alive.contains(customer.cluster()), "lost the cluster: " + alive);
                assertTrue(!acknowledged || !alive.contains(customer.key()), "the key is back");
            }
        }
        changeEverythingAgain(kim);
    }

    /// Another instance stops in the middle of a transaction, and does not come back.
    @Test
    void whatAStalledControlPlaneHoldsIsFreeAgainForTheOthers() {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
                FaultyProcess stalling = FaultyProcess.start(database, cell)) {
            Customer customer = signUp("stalled");
            ApiClient kim = logIn(customer.email(), stalling);
            stalling.stallsAt(FaultPoint.CHANGE_BEFORE_COMMIT);
            callers.submit(() -> kim.delete("/cmk/v2/clusters/" + customer.cluster()));
            Await.until("it has stopped", stalling::isStalled);

            ApiClient.Answer deleted = patiently(() -> customer.kim().delete("/cmk/v2/clusters/" + customer.cluster()));
            assertEquals(204, deleted.status());
        }
    }

    private static Customer signUp(String name) {
        String email = name.toLowerCase(java.util.Locale.ROOT) + "@acme.example";
        ApiClient kim = controlPlane.anonymous().signUp(email, "Acme");
        String lkc = cluster(kim, "orders").expect(202).at("id");
        String key = key(kim, lkc).expect(202).at("id");
        return new Customer(email, kim, lkc, key);
    }

    /// @return whether the caller was told that it is done
    private static boolean make(Change change, Customer customer) {
        ApiClient kim = customer.kim();
        try {
            int status = switch (change) {
                case CREATE -> cluster(kim, "payments").status();
                case DELETE ->
                    kim.delete("/cmk/v2/clusters/" + customer.cluster()).status();
                case REVOKE -> kim.delete("/iam/v2/api-keys/" + customer.key()).status();
            };
            return status < 300;
        } catch (UncheckedIOException died) {
            return false;
        }
    }

    /// Until nobody waits any more for the dead process to renew its lease or to go on with what it began.
    private static void timePasses() {
        TestPostgres.execute(database, "UPDATE relay_lease SET expires_at = now()");
        for (String table : List.of("cluster", "api_key")) {
            TestPostgres.execute(
                    database,
                    "UPDATE " + table + " SET created_at = created_at - interval '1 minute' WHERE status = 'CREATING'");
        }
    }

    private static ApiClient logIn(String email, FaultyProcess instance) {
        ApiClient kim = instance.anonymous();
        ApiClient.Answer logIn = kim.post(
                        "/api/v1/login", "{\"email\":\"%s\",\"password\":\"correct horse battery\"}".formatted(email))
                .expect(200);
        kim.useCsrf(logIn.at("session.csrf_token"));
        return kim;
    }

    /// What is listed is alive in the cell, and what the cell has alive is listed.
    ///
    /// @return the ids of that
    private static Set<String> awaitAgreement(ApiClient kim) {
        String organization = kim.get("/api/v1/me").expect(200).at("organization.id");
        AtomicReference<Set<String>> agreed = new AtomicReference<>(Set.of());
        Await.until("the control plane and the cell agree on " + organization, () -> {
            Set<String> listed = new TreeSet<>(ids(kim, "/cmk/v2/clusters"));
            listed.addAll(ids(kim, "/iam/v2/api-keys"));
            agreed.set(listed);
            return nothingIsUnderWay()
                    && listed.equals(desired.aliveOf(organization).keySet());
        });
        return agreed.get();
    }

    private static boolean nothingIsUnderWay() {
        return controlPlane.anonymous().get("/health/ready").status() == 200
                && TestPostgres.count(
                                database,
                                "SELECT (SELECT count(*) FROM outbox WHERE NOT published)"
                                        + " + (SELECT count(*) FROM cluster WHERE status = 'CREATING')"
                                        + " + (SELECT count(*) FROM api_key WHERE status = 'CREATING')"
                                        + " + (SELECT count(*) FROM api_key WHERE status = 'REVOKED'"
                                        + " AND passed_version < version)")
                        == 0;
    }

    private static void changeEverythingAgain(ApiClient kim) {
        for (String key : ids(kim, "/iam/v2/api-keys")) {
            kim.delete("/iam/v2/api-keys/" + key).expect(204);
        }
        for (String lkc : ids(kim, "/cmk/v2/clusters")) {
            kim.delete("/cmk/v2/clusters/" + lkc).expect(204);
        }
        String lkc = patiently(() -> cluster(kim, "orders")).expect(202).at("id");
        patiently(() -> key(kim, lkc)).expect(202);
        assertEquals(List.of(lkc), ids(kim, "/cmk/v2/clusters"));
    }

    /// As tools do: 5xx says come again.
    private static ApiClient.Answer patiently(Supplier<ApiClient.Answer> call) {
        long deadline = System.nanoTime() + SETTLING.toNanos();
        ApiClient.Answer answer = call.get();
        while (answer.status() >= 500 && System.nanoTime() < deadline) {
            answer = call.get();
        }
        return answer;
    }

    private static ApiClient.Answer cluster(ApiClient kim, String name) {
        return kim.post(
                "/cmk/v2/clusters",
                "{\"spec\":{\"display_name\":\"%s\",\"environment\":{\"id\":\"%s\"}}}"
                        .formatted(name, kim.get("/org/v2/environments").at("data.0.id")));
    }

    private static ApiClient.Answer key(ApiClient kim, String lkc) {
        return kim.post(
                "/iam/v2/api-keys",
                "{\"spec\":{\"owner\":{\"id\":\"%s\"},\"resource\":{\"id\":\"%s\"}}}"
                        .formatted(kim.get("/api/v1/me").at("user.id"), lkc));
    }

    private static List<String> ids(ApiClient kim, String path) {
        List<String> ids = new ArrayList<>();
        kim.get(path + "?page_size=100")
                .expect(200)
                .json()
                .get("data")
                .values()
                .forEach(item -> ids.add(item.get("id").getStringValue()));
        return ids;
    }
}
