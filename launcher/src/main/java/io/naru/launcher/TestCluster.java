package io.naru.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.naru.launcher.home.Home;
import io.naru.launcher.home.Refusal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The id of the logical cluster that the test listener serves: the one named `local`, which the control plane makes at
/// its first start. The broker has to know it before the control plane runs, so it is remembered in the home.
final class TestCluster {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final Home home;
    private final Options options;

    TestCluster(Home home, Options options) {
        this.file = home.run().resolve("test-cluster");
        this.home = home;
        this.options = options;
    }

    Optional<String> read() {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException failed) {
            throw home.refusal(failed);
        }
    }

    /// Logs in at the running control plane with the local login and looks the cluster up.
    String ask() {
        try (HttpClient http = HttpClient.newHttpClient()) {
            LocalLogin login = LocalLogin.read(home).orElseThrow(() -> Refusal.of("The control plane made no login."));
            HttpResponse<String> session = http.send(
                    HttpRequest.newBuilder(URI.create(options.console() + "/api/v1/login"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(
                                    Map.of("email", login.email(), "password", login.password()))))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            String cookie =
                    session.headers().firstValue("Set-Cookie").orElse("").replaceFirst(";.*", "");
            HttpResponse<String> clusters = http.send(
                    HttpRequest.newBuilder(URI.create(options.console() + "/cmk/v2/clusters"))
                            .header("Cookie", cookie)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            for (JsonNode cluster : JSON.readTree(clusters.body()).path("data")) {
                if (cluster.path("spec").path("display_name").asText().equals("local")) {
                    Files.writeString(file, cluster.path("id").asText());
                    return cluster.path("id").asText();
                }
            }
            throw Refusal.of(
                    "The test listener can't be opened: the local login sees no cluster named 'local' (HTTP %d, %d).",
                    session.statusCode(), clusters.statusCode());
        } catch (IOException failed) {
            throw Refusal.of("The test listener can't be opened: %s", failed.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw Refusal.withExitCode(130, "Stopped before everything was ready.");
        }
    }
}
