package io.naru.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.naru.e2e.clients.Installed;
import io.naru.e2e.system.RunningNaru;
import io.naru.e2e.system.Scale;
import io.naru.e2e.system.Shell;
import io.naru.e2e.system.WholeSystem;
import io.naru.e2e.tenant.Tenant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is sent, the API answers as its description says: no 5xx, no status or body that is not described, nothing
/// of the inside. Requests are made by Schemathesis from the description, for a person's session and for a Cloud key.
@ExtendWith(WholeSystem.class)
class FuzzedHttpIT {
    private static final String CHECKS = String.join(
            ",",
            "not_a_server_error",
            "status_code_conformance",
            "content_type_conformance",
            "response_headers_conformance",
            "response_schema_conformance",
            "unsupported_method",
            "allow_header_conformance",
            "ignored_auth",
            "shows_nothing_of_the_inside",
            "carries_a_request_id");
    /// Calls that end the session they are made with, or bring the fuzzer's own organization to its end, and ways that
    /// browsers are led along, which end at a page.
    private static final String LEFT_OUT = "/(logout|login|signup|login/oidc|login/oidc/callback)$";

    private static final String EVERY_PHASE = "examples,coverage,fuzzing";

    private final RunningNaru naru;
    private final Tenant tenant;
    private final Tenant.Cluster cluster;

    FuzzedHttpIT(RunningNaru naru) {
        this.naru = naru;
        tenant = Tenant.signsUp(naru, "Fuzz");
        cluster = tenant.createsCluster("fuzz");
        cluster.createsTopic("orders", 3);
    }

    @Test
    void answersAPersonAsDescribed(@TempDir Path folder) throws Exception {
        List<String> headers = new ArrayList<>();
        tenant.session().headers().forEach((name, value) -> headers.addAll(List.of("-H", name + ": " + value)));

        assertThat(fuzz(folder, Scale.of("examples,coverage", EVERY_PHASE), headers))
                .isGreaterThan(Scale.of(800, 12_000));
    }

    @Test
    void answersAProgramAsDescribed(@TempDir Path folder) throws Exception {
        Tenant.CloudKey key = tenant.createsCloudKey();

        List<String> credentials = List.of("--auth", key.id() + ":" + key.secret());
        assertThat(fuzz(folder, Scale.of("examples,fuzzing", EVERY_PHASE), credentials))
                .isGreaterThan(Scale.of(300, 8_000));
    }

    /// @return how many requests were made
    private int fuzz(Path folder, String phases, List<String> credentials) throws Exception {
        Path count = folder.resolve("count");
        List<String> words = new ArrayList<>(List.of(
                Installed.python("fuzz").resolve("schemathesis").toString(),
                "run",
                naru.console() + "/openapi.yaml",
                "--phases=" + phases,
                "--checks=" + CHECKS,
                "--exclude-path-regex=" + LEFT_OUT,
                "--exclude-by=/x-planned == true",
                "--max-examples=" + Scale.of(8, 220),
                "--seed=" + Scale.of(1, ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE)), // which it prints
                "--workers=1", // its generators are not safe for threads under Python 3.11
                "--continue-on-failure",
                "--no-shrink",
                "--request-timeout=30",
                "--warnings=off",
                "--no-color"));
        words.addAll(credentials);
        Shell.Outcome outcome = Shell.run(
                Map.of(
                        "SCHEMATHESIS_HOOKS", "hooks",
                        "PYTHONPATH",
                                RunningNaru.root()
                                        .resolve("e2e-tests/src/test/fuzz")
                                        .toString(),
                        "PYTHONDONTWRITEBYTECODE", "1",
                        "NARU_FUZZ_IDS", ids(),
                        "NARU_FUZZ_COUNT", count.toString()),
                Duration.ofMinutes(Scale.of(5, 40)),
                words);
        assertThat(outcome.exitCode())
                .as("%s%n%s", refused(outcome.said()), outcome.said())
                .isZero();
        return Integer.parseInt(Files.readString(count));
    }

    /// What was found, in one line: the line of a failed test that a build shows is its first.
    private static String refused(String said) {
        return said.lines()
                .dropWhile(line -> !line.contains("FAILURES") && !line.contains("ERRORS"))
                .filter(line -> !line.isBlank())
                .limit(40)
                .map(String::strip)
                .collect(Collectors.joining(" | "));
    }

    private String ids() throws Exception {
        return new ObjectMapper()
                .writeValueAsString(Map.of(
                        "cluster_id", cluster.id(),
                        "environment_id", cluster.environment(),
                        "service_account_id", cluster.serviceAccount(),
                        "topic_name", "orders"));
    }
}
