package io.naru.control.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.naru.control.fault.FaultPoint;
import io.naru.control.fault.FaultPoints;
import io.naru.control.fault.FaultyControlPlane;
import io.naru.control.fixture.ApiClient;
import io.naru.control.fixture.Cell;
import io.naru.control.fixture.DesiredRecords;
import io.naru.control.fixture.TestPostgres;
import io.naru.control.runtime.RunningControlPlane;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Dies at every fault point in turn, starts again, and looks: each create, delete and revocation is wholly
/// there or not at all, here and in the cell. Takes about 4 minutes, so it belongs to the long run.
@EnabledIfSystemProperty(named = "naru.long", matches = "true")
class FaultPointsTest {
    private static final String EMAIL = "kim@acme.example";
    private static final Duration SETTLING = Duration.ofSeconds(60);

    private static Cell cell;

    @BeforeAll
    static void startCell() {
        cell = Cell.start();
    }

    @AfterAll
    static void stopCell() {
        cell.close();
    }

    @ParameterizedTest
    @EnumSource(FaultPoint.class)
    void whateverWasUnderWayIsWhollyThereOrNotAtAll(FaultPoint point) throws Exception {
        String database = TestPostgres.newDatabase();
        Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "fault");
        Process faulty = start(point, database, directory);
        try {
            awaitReady(faulty).ifPresent(FaultPointsTest::changeUntilItDies);
            assertTrue(faulty.waitFor(60, TimeUnit.SECONDS), point + " was not reached");
            assertEquals(FaultPoints.EXIT_CODE, faulty.exitValue());
        } finally {
            faulty.destroyForcibly();
        }

        try (RunningControlPlane again =
                        RunningControlPlane.start(database, cell.bootstrap(), cell.secret(), cell.tokenKeyPem());
                DesiredRecords desired = DesiredRecords.of(cell)) {
            ApiClient kim = logInOrSignUp(again);
            awaitAgreement(kim, desired, again);
            makeEverythingAgain(kim);
        }
    }

    /// An account that the dead process made is whole; one that it did not make can be made.
    private static ApiClient logInOrSignUp(RunningControlPlane again) {
        ApiClient kim = again.anonymous();
        ApiClient.Answer logIn =
                kim.post("/api/v1/login", "{\"email\":\"%s\",\"password\":\"correct horse battery\"}".formatted(EMAIL));
        if (logIn.status() != 200) {
            return again.anonymous().signUp(EMAIL, "Acme");
        }
        kim.useCsrf(logIn.at("session.csrf_token"));
        return kim;
    }

    /// Makes, uses and ends a bit of everything; the process dies somewhere on the way.
    private static void changeUntilItDies(String base) {
        try {
            ApiClient kim = ApiClient.anonymous(base).signUp(EMAIL, "Acme");
            String environment = kim.get("/org/v2/environments").at("data.0.id");
            for (int round = 0; round < 50; round++) {
                String lkc = cluster(kim, environment, "orders").expect(202).at("id");
                String key = key(kim, lkc, kim.get("/api/v1/me").at("user.id"))
                        .expect(202)
                        .at("id");
                kim.delete("/iam/v2/api-keys/" + key);
                kim.delete("/cmk/v2/clusters/" + lkc);
            }
        } catch (UncheckedIOException e) {
            // The connection broke: it died while it was answering.
        }
    }

    /// What is listed is alive in the cell, and what the cell has alive is listed.
    private static void awaitAgreement(ApiClient kim, DesiredRecords desired, RunningControlPlane again)
            throws InterruptedException {
        String organization = kim.get("/api/v1/me").expect(200).at("organization.id");
        long deadline = System.nanoTime() + SETTLING.toNanos();
        String difference = "nothing was compared";
        while (!difference.isEmpty()) {
            assertTrue(System.nanoTime() < deadline, difference);
            Thread.sleep(200);
            Map<String, String> inCell = desired.aliveOf(organization);
            Set<String> listed = new HashSet<>(ids(kim, "/cmk/v2/clusters"));
            listed.addAll(ids(kim, "/iam/v2/api-keys"));
            boolean settled = again.anonymous().get("/health/ready").status() == 200
                    && TestPostgres.count(
                                    again.databaseUrl(),
                                    "SELECT (SELECT count(*) FROM outbox WHERE NOT published)"
                                            + " + (SELECT count(*) FROM cluster WHERE status = 'CREATING')"
                                            + " + (SELECT count(*) FROM api_key WHERE status = 'CREATING')"
                                            + " + (SELECT count(*) FROM api_key WHERE status = 'REVOKED' AND passed_version < version)")
                            == 0;
            difference = settled && listed.equals(inCell.keySet())
                    ? ""
                    : "listed " + listed + ", in the cell " + inCell + ", settled " + settled;
        }
    }

    private static void makeEverythingAgain(ApiClient kim) {
        for (String lkc : ids(kim, "/cmk/v2/clusters")) {
            kim.delete("/cmk/v2/clusters/" + lkc).expect(204);
        }
        String environment = kim.get("/org/v2/environments").at("data.0.id");
        String lkc =
                patiently(() -> cluster(kim, environment, "orders")).expect(202).at("id");
        String user = kim.get("/api/v1/me").at("user.id");
        patiently(() -> key(kim, lkc, user)).expect(202);
    }

    /// As tools do: 503 says come again, here because the dead process's lease has not run out.
    private static ApiClient.Answer patiently(Supplier<ApiClient.Answer> call) {
        long deadline = System.nanoTime() + SETTLING.toNanos();
        ApiClient.Answer answer = call.get();
        while (answer.status() == 503 && System.nanoTime() < deadline) {
            answer = call.get();
        }
        return answer;
    }

    private static ApiClient.Answer cluster(ApiClient kim, String environment, String name) {
        return kim.post(
                "/cmk/v2/clusters",
                "{\"spec\":{\"display_name\":\"%s\",\"environment\":{\"id\":\"%s\"}}}".formatted(name, environment));
    }

    private static ApiClient.Answer key(ApiClient kim, String lkc, String owner) {
        return kim.post(
                "/iam/v2/api-keys",
                "{\"spec\":{\"owner\":{\"id\":\"%s\"},\"resource\":{\"id\":\"%s\"}}}".formatted(owner, lkc));
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

    private static Process start(FaultPoint point, String database, Path directory) throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), cell.secret());
        Path token = Files.writeString(directory.resolve("token"), cell.tokenKeyPem());
        ProcessBuilder builder = new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                FaultyControlPlane.class.getName());
        Map<String, String> environment = new HashMap<>();
        environment.put("NARU_FAULT", point.name());
        environment.put("NARU_HTTP_PORT", "0");
        environment.put("NARU_DATABASE_URL", database);
        environment.put("NARU_CELL_BOOTSTRAP", cell.bootstrap());
        environment.put("NARU_CELL_SECRET_FILE", secret.toString());
        environment.put("NARU_TOKEN_PRIVATE_KEY_FILE", token.toString());
        builder.environment().putAll(environment);
        return builder.redirectError(directory.resolve("log").toFile()).start();
    }

    /// Its address, or nothing when it died before it was ready.
    private static Optional<String> awaitReady(Process process) throws IOException {
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("READY http=")) {
                return Optional.of("http://" + line.substring("READY http=".length()));
            }
        }
        return Optional.empty();
    }
}
