package io.naru.launcher;

import io.naru.launcher.home.Home;
import io.naru.launcher.keys.Certificates;
import io.naru.launcher.keys.Keys;
import io.naru.launcher.part.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How the broker is configured and called.
final class Broker {
    private final Home home;
    private final Options options;
    private final Keys keys;
    private final @Nullable Certificates certificates;

    Broker(Home home, Options options, Keys keys, @Nullable Certificates certificates) {
        this.home = home;
        this.options = options;
        this.keys = keys;
        this.certificates = certificates;
    }

    /// @param testCluster the logical cluster that the test listener serves, when it is wanted and known
    Part part(Optional<String> testCluster) {
        Path configuration = home.directory().resolve("broker.properties");
        try {
            Files.writeString(configuration, properties(testCluster));
        } catch (IOException failed) {
            throw home.refusal(failed);
        }
        Program program = Program.built(options.root(), "data-plane");
        return new Part(
                "broker",
                List.of(),
                program.command(options.javaHome(), options.training(), List.of("--config", configuration.toString())),
                Map.of(),
                "TERM",
                "naru-broker: ",
                options.clientAddress(),
                log -> log.hasLineBeginning("READY "),
                Duration.ofSeconds(120),
                Duration.ofSeconds(30));
    }

    private String properties(Optional<String> testCluster) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("broker.id", "1");
        values.put("cell.id", "cell-local");
        values.put("data.directory", home.broker().toString());
        values.put("client.listener", "127.0.0.1:" + options.ports().client());
        values.put("client.advertised", options.clientAddress());
        if (certificates != null) {
            values.put("client.tls.certificate", certificates.serverFile().toString());
            values.put("client.tls.key", certificates.serverKeyFile().toString());
        }
        values.put("system.listener", "127.0.0.1:" + options.ports().system());
        values.put("cell.secret.file", keys.cellSecretFile().toString());
        values.put("token.root.public.key.file", keys.tokenPublicKeyFile().toString());
        values.put("metrics.listener", "127.0.0.1:" + options.ports().metrics());
        testCluster.ifPresent(cluster -> {
            values.put("test.listener", "127.0.0.1:" + options.ports().test());
            values.put("test.listener.cluster", cluster);
        });
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().replace("\\", "\\\\"))
                .collect(Collectors.joining(
                        "\n", "# Written by ./naru up at each start; changes here are lost.\n", "\n"));
    }
}
