package io.naru.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.e2e.http.Visitor;
import io.naru.e2e.system.RunningNaru;
import io.naru.e2e.system.Shell;
import io.naru.e2e.system.WholeSystem;
import io.naru.e2e.tenant.ClusterKey;
import io.naru.e2e.tenant.Disclosed;
import io.naru.e2e.tenant.Session;
import io.naru.e2e.tenant.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// After all other stories: no password, no key's secret, no session is found in any log, table or file of the running
/// system. What a local Naru writes for its own user (`login.json`, the client configurations, `keys`) is left out.
@Order(Integer.MAX_VALUE)
@ExtendWith(WholeSystem.class)
class SecretsIT {
    private final RunningNaru naru;

    SecretsIT(RunningNaru naru) {
        this.naru = naru;
    }

    @Test
    void noSecretIsLeftInAnyLogTableOrFile(@TempDir Path folder) throws IOException {
        String address = goesAboutItCarelessly();

        assertThat(filesWith(Disclosed.all(), folder)).isEmpty();
        assertThat(Disclosed.all().size()).isGreaterThan(5);
        assertThat(filesWith(List.of(address), folder))
                .as("what is no secret is found")
                .isNotEmpty();
    }

    private List<String> filesWith(Collection<String> texts, Path folder) throws IOException {
        Path patterns = Files.write(folder.resolve("patterns"), texts);
        Shell.Outcome found = Shell.run(
                Map.of("LC_ALL", "C"),
                Duration.ofMinutes(3),
                List.of(
                        "grep",
                        "--recursive",
                        "--files-with-matches",
                        "--no-messages", // files come and go under a running system
                        "--binary-files=text",
                        "--fixed-strings",
                        "--file=" + patterns,
                        "--exclude-dir=keys",
                        "--exclude=login.json",
                        "--exclude=*.properties",
                        naru.home().toString()));
        return found.said().lines().toList();
    }

    /// Puts a secret in each place where it does not belong.
    ///
    /// @return an address that the system does keep
    private String goesAboutItCarelessly() {
        Tenant tenant = Tenant.signsUp(naru, "Careless");
        Tenant.Cluster cluster = tenant.createsCluster("orders");
        ClusterKey key = cluster.createsKey("DeveloperManage");
        Session session = tenant.session();
        String wrong = Disclosed.remember("not the password of anybody");
        session.post("/api/v1/login", Map.of("email", tenant.email(), "password", wrong));
        session.post("/api/v1/login", Map.of("email", wrong, "password", tenant.email()));
        session.post("/org/v2/environments", Map.of("display_name", "x".repeat(60) + key.secret()));
        session.post("/iam/v2/api-keys", Map.of("spec", Map.of("secret", key.secret())));
        Visitor.withKey(naru.console(), key.secret(), key.id()).get("/kafka/v3/clusters/" + cluster.id() + "/topics");
        Visitor.withKey(naru.console(), key.id(), key.secret() + "?")
                .get("/kafka/v3/clusters/" + cluster.id() + "/topics?key=" + key.secret());
        Visitor.nobody(naru.console()).get("/kafka/v3/" + key.secret());
        return tenant.email();
    }
}
