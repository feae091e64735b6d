package io.naru.launcher;

import io.naru.launcher.home.Home;
import io.naru.launcher.keys.Certificates;
import io.naru.launcher.keys.Keys;
import io.naru.launcher.part.Part;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How the control plane is configured and called.
final class ControlPlane {
    private final Home home;
    private final Options options;
    private final Keys keys;
    private final @Nullable Certificates certificates;

    ControlPlane(Home home, Options options, Keys keys, @Nullable Certificates certificates) {
        this.home = home;
        this.options = options;
        this.keys = keys;
        this.certificates = certificates;
    }

    Part part(String databaseUrl, HttpClient http) {
        Program program = Program.built(options.root(), "control-plane");
        HttpRequest health = HttpRequest.newBuilder(URI.create(options.console() + "/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        return new Part(
                "control-plane",
                List.of(),
                program.command(options.javaHome(), options.training(), List.of()),
                environment(databaseUrl),
                "TERM",
                "naru-control-plane: ",
                options.console(),
                _ -> answersOk(http, health),
                Duration.ofSeconds(120),
                Duration.ofSeconds(15));
    }

    private Map<String, String> environment(String databaseUrl) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("NARU_HTTP_HOST", "127.0.0.1");
        values.put("NARU_HTTP_PORT", Integer.toString(options.ports().http()));
        values.put("NARU_PUBLIC_URL", options.console());
        values.put("NARU_DATABASE_URL", databaseUrl);
        values.put("NARU_CELL_BOOTSTRAP", "127.0.0.1:" + options.ports().system());
        values.put("NARU_CELL_SECRET_FILE", keys.cellSecretFile().toString());
        values.put("NARU_TOKEN_PRIVATE_KEY_FILE", keys.tokenPrivateKeyFile().toString());
        values.put("NARU_CLIENT_BOOTSTRAP", options.clientAddress());
        values.put("NARU_CLIENT_SECURITY", options.tls() ? "SASL_SSL" : "SASL_PLAINTEXT");
        if (certificates != null) {
            values.put("NARU_CLIENT_CA_FILE", certificates.authorityFile().toString());
        }
        values.put("NARU_LOCAL_DIRECTORY", home.directory().toString());
        return values;
    }

    private static boolean answersOk(HttpClient http, HttpRequest health) {
        try {
            return http.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
