package io.naru.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.naru.e2e.clients.JavaClient;
import io.naru.e2e.system.Await;
import io.naru.e2e.system.RunningNaru;
import io.naru.e2e.system.Scale;
import io.naru.e2e.system.WholeSystem;
import io.naru.e2e.tenant.ClusterKey;
import io.naru.e2e.tenant.Session;
import io.naru.e2e.tenant.Tenant;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A search through a large topic (10 million messages in the long run) finds as it goes, can be stopped, and leaves
/// the
/// broker to those who produce and consume.
@ExtendWith(WholeSystem.class)
class SearchIT {
    private static final int MESSAGES = Scale.of(300_000, 10_000_000);
    private static final int WANTED = 20;
    private static final int VALUE_BYTES = 100;
    private static final int STREAMS_OF_A_USER = 3;
    /// What all streams of an organization may read in a second, and the second that they may have saved up.
    private static final double ALLOWED_BYTES_PER_S = 20e6;

    private static final double MOST_OF_A_CORE = 0.5;
    private static final int MOST_FRAMES_PER_S = 10;

    private final RunningNaru naru;
    private final Tenant tenant;
    private final Tenant.Cluster cluster;
    private final ClusterKey key;

    SearchIT(RunningNaru naru) {
        this.naru = naru;
        tenant = Tenant.signsUp(naru, "Seeker");
        cluster = tenant.createsCluster("haystack");
        key = cluster.createsKey("ClusterAdmin");
    }

    @BeforeEach
    void fill() {
        cluster.createsTopic("hay", 6);
        String filler = "x".repeat(VALUE_BYTES - 40);
        try (KafkaProducer<byte[], byte[]> producer = JavaClient.producer(
                key, Map.of("acks", "1", "linger.ms", "20", "batch.size", "131072", "buffer.memory", "67108864"))) {
            for (int number = 0; number < MESSAGES; number++) {
                boolean wanted = number % (MESSAGES / WANTED) == MESSAGES / WANTED / 2;
                producer.send(new ProducerRecord<>(
                        "hay",
                        number % 6,
                        wanted ? bytes("needle") : null,
                        bytes("{\"number\":%d,\"filler\":\"%s\"}".formatted(number, filler))));
            }
        }
    }

    @Test
    void findsAsItGoesWithinItsAllowanceAndCanBeStopped() throws Exception {
        long quietUs = slowestOf95PercentUs(50);
        Duration usedBefore = used();
        long beganNs = System.nanoTime();
        List<Double> foundAfterS = new ArrayList<>();
        JsonNode last = null;
        int frames = 0;
        long meanwhileUs;
        try (Session.Events search = search()) {
            assertThat(search.status()).isEqualTo(200);
            meanwhileUs = slowestOf95PercentUs(50);
            for (Optional<JsonNode> event = search.next(); event.isPresent(); event = search.next()) {
                JsonNode frame = event.orElseThrow();
                if (frame.has("reason")) {
                    assertThat(frame.path("reason").asText()).isEqualTo("reached_end");
                    continue;
                }
                frames++;
                last = frame;
                for (JsonNode row : frame.path("rows")) {
                    foundAfterS.add(secondsSince(beganNs));
                }
            }
        }
        double seconds = secondsSince(beganNs);
        double share = used().minus(usedBefore).toNanos() / 1e9 / seconds;
        long bytes = last == null ? 0 : last.path("bytes").asLong();
        System.out.printf(
                "search: %d messages, %.1f MB in %.1f s, broker %.0f %% of a core, first found after %.1f s, "
                        + "produce p95 %d us alone, %d us beside it%n",
                MESSAGES, bytes / 1e6, seconds, share * 100, foundAfterS.getFirst(), quietUs, meanwhileUs);

        assertThat(foundAfterS).hasSize(WANTED);
        assertThat(last.path("seen").asLong()).isGreaterThanOrEqualTo(MESSAGES);
        assertThat(foundAfterS.getFirst()).as("hits are told while it searches").isLessThan(Math.max(1, seconds / 2));
        assertThat(frames / seconds).as("frames a second").isLessThan(MOST_FRAMES_PER_S);
        assertThat((bytes - ALLOWED_BYTES_PER_S) / seconds).as("bytes a second").isLessThan(ALLOWED_BYTES_PER_S);
        assertThat(share).as("share of a core that the broker took").isLessThan(MOST_OF_A_CORE);
        stops();
    }

    /// Hung-up streams give their places back, which only those can that have ended.
    private void stops() throws Exception {
        List<Session.Events> running = new ArrayList<>();
        for (int number = 0; number < STREAMS_OF_A_USER; number++) {
            running.add(search());
            assertThat(running.getLast().next()).isPresent();
        }
        try (Session.Events oneTooMany = search()) {
            assertThat(oneTooMany.status()).isEqualTo(429);
        }
        for (Session.Events each : running) {
            each.close();
        }
        Await.until("a search that was hung up ends", Duration.ofSeconds(10), () -> {
            try (Session.Events again = search()) {
                return again.status() == 200;
            }
        });
    }

    private Session.Events search() throws Exception {
        return tenant.session()
                .events("/api/v1/clusters/" + cluster.id() + "/messages?topic=hay&start=oldest&filter="
                        + URLEncoder.encode("key == \"needle\"", StandardCharsets.UTF_8));
    }

    private Duration used() {
        return naru.part("broker").info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /// How long `acks=all` takes for one message, one after the other.
    private long slowestOf95PercentUs(int messages) throws Exception {
        List<Long> took = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = JavaClient.producer(key, Map.of("acks", "all"))) {
            for (int number = 0; number < messages; number++) {
                long beganNs = System.nanoTime();
                producer.send(new ProducerRecord<>("hay", bytes("meanwhile"))).get();
                took.add(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - beganNs));
            }
        }
        took.sort(null);
        return took.get(messages * 95 / 100 - 1);
    }

    private static double secondsSince(long beganNs) {
        return (System.nanoTime() - beganNs) / 1e9;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
