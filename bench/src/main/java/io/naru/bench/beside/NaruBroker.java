package io.naru.bench.beside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// Naru's broker alone, with the JVM flags and the start-up cache that `./naru up` uses. The benchmark takes the
/// control plane's place: it writes the one logical cluster into the desired state.
final class NaruBroker implements Contestant {
    private static final String CLUSTER = "lkc-bench1";
    private static final String SECRET = "a secret of the benchmark alone, on loopback";

    private final Path root;
    private final int port;
    private final @Nullable Path recordings;

    /// @param recordings where flight recordings go, null for none
    NaruBroker(Path root, int port, @Nullable Path recordings) {
        this.root = root;
        this.port = port;
        this.recordings = recordings;
    }

    @Override
    public String name() {
        return "Naru";
    }

    @Override
    public void prepare(Path folder) throws IOException {
        Files.writeString(folder.resolve("cell.secret"), SECRET);
        Files.writeString(folder.resolve("token.pem"), publicKey());
        Files.writeString(folder.resolve("broker.properties"), """
                broker.id=1
                cell.id=cell-bench
                data.directory=%s
                client.listener=127.0.0.1:%d
                client.advertised=127.0.0.1:%d
                system.listener=127.0.0.1:%d
                metrics.listener=127.0.0.1:%d
                test.listener=127.0.0.1:%d
                test.listener.cluster=%s
                cell.secret.file=%s
                token.root.public.key.file=%s
                """.formatted(
                        folder.resolve("data"),
                        port + 1,
                        port + 1,
                        port + 2,
                        port + 3,
                        port,
                        CLUSTER,
                        folder.resolve("cell.secret"),
                        folder.resolve("token.pem")));
    }

    private static String publicKey() throws IOException {
        try {
            byte[] key = KeyPairGenerator.getInstance("Ed25519")
                    .generateKeyPair()
                    .getPublic()
                    .getEncoded();
            return "-----BEGIN PUBLIC KEY-----\n" + Base64.getEncoder().encodeToString(key)
                    + "\n-----END PUBLIC KEY-----\n";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IOException(impossible);
        }
    }

    @Override
    public Process start(Path folder) throws IOException {
        Path target = root.resolve("data-plane/target");
        List<String> words = new ArrayList<>(Processes.javaBoundToThisOne());
        words.add("@" + root.resolve("launcher/jvm/data-plane.flags"));
        Path cache = target.resolve("data-plane.aot");
        if (Files.exists(cache)) {
            words.addAll(List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off"));
        }
        if (recordings != null) {
            words.add("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + recordings
                    + "/naru-%p.jfr");
        }
        words.addAll(List.of(
                "-jar",
                jar(target).toString(),
                "--config",
                folder.resolve("broker.properties").toString()));
        return Processes.start(words, folder.resolve("log"));
    }

    private static Path jar(Path target) throws IOException {
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().matches("data-plane-[0-9].*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("the broker is not built"));
        }
    }

    @Override
    public void introduce() throws IOException, InterruptedException {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + (port + 2),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"cell\" password=\""
                        + SECRET + "\";");
        String cluster = """
                {"v":1,"kind":"lkc","id":"%s","version":1,"relay_epoch":1,"state":\
                {"organization_id":"bench","environment_id":"env-bench","name":"bench","status":"ACTIVE"}}""".formatted(CLUSTER);
        try (KafkaProducer<String, String> relay =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            relay.send(new ProducerRecord<>("__naru_desired", 0, "lkc/" + CLUSTER, cluster))
                    .get();
        } catch (ExecutionException refused) {
            throw new IOException("the desired state was refused", refused);
        }
    }

    @Override
    public String bootstrap() {
        return "127.0.0.1:" + port;
    }
}
