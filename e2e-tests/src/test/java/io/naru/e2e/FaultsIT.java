package io.naru.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.e2e.clients.JavaClient;
import io.naru.e2e.system.Await;
import io.naru.e2e.system.RunningNaru;
import io.naru.e2e.system.Scale;
import io.naru.e2e.tenant.ClusterKey;
import io.naru.e2e.tenant.Tenant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// Parts die while customers work. This Naru is not shared: it is harmed.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsIT {
    private RunningNaru naru;
    private Tenant.Cluster orders;
    private ClusterKey key;

    @BeforeAll
    void start() {
        naru = RunningNaru.start();
        orders = Tenant.signsUp(naru, "Acme").createsCluster("orders");
        key = orders.createsKey("ClusterAdmin");
        orders.createsTopic("payments", 3);
    }

    @AfterAll
    void stop() {
        naru.close();
    }

    @Test
    @Order(1)
    void producingNeverNoticesThatTheControlPlaneAndPostgresDie() {
        try (Load load = Load.start(key, "payments", Duration.ofSeconds(5))) {
            load.awaitAcknowledged(200);

            naru.kill("control-plane");
            naru.kill("postgres");
            load.awaitAcknowledged(1_000);

            naru.awaitPartReady("postgres");
            naru.awaitPartReady("control-plane");
            load.awaitAcknowledged(200);
            load.stop();
            assertThat(load.refused()).as("records refused within 5 s each").isEmpty();
            load.mustAllBeThere();
        }
        orders.createsTopic("made-afterwards", 1);
    }

    @Test
    @Order(2)
    void nothingIsLeftWhenTheLauncherItselfIsKilled() {
        List<ProcessHandle> parts = List.of(naru.part("postgres"), naru.part("broker"), naru.part("control-plane"));

        naru.launcher().destroyForcibly();

        for (ProcessHandle part : parts) {
            Await.until("process " + part.pid() + " is gone", Duration.ofSeconds(40), () -> !part.isAlive());
        }
        naru.startAgain();
    }

    @Test
    @Order(3)
    void theBrokerStartsAndServesWithoutThePartsItDoesNotNeed(@TempDir Path folder) throws Exception {
        naru.stop();
        Path output = Files.createFile(folder.resolve("broker.log"));
        Process broker = naru.startBrokerAlone(output);
        try (Load load = Load.start(key, "payments", Duration.ofSeconds(10))) {
            load.awaitAcknowledged(500);
            load.stop();
            load.mustAllBeThere();
        } finally {
            broker.destroy();
            broker.waitFor();
        }
    }

    @Test
    @Order(4)
    void nothingAcknowledgedIsLostWhenTheBrokerIsKilledAgainAndAgain(@TempDir Path folder) throws Exception {
        Path output = Files.createFile(folder.resolve("broker.log"));
        long seed = System.nanoTime();
        System.out.println("seed of the kills: " + seed);
        Random random = new Random(seed);
        Process broker = naru.startBrokerAlone(output);
        try (Load load = Load.start(key, "payments", Duration.ofMinutes(5))) {
            for (int time = 0; time < Scale.of(20, 100); time++) {
                load.awaitAcknowledged(50 + random.nextInt(300));
                broker.destroyForcibly().waitFor();
                broker = naru.startBrokerAlone(output);
            }
            load.awaitAcknowledged(100);
            load.stop();
            assertThat(load.refused()).isEmpty();
            load.mustAllBeThere();
        } finally {
            broker.destroy();
            broker.waitFor();
        }
        naru.startAgain();
        orders.createsTopic("still-well", 1);
        assertThat(JavaClient.topics(key)).contains("payments", "made-afterwards", "still-well");
    }
}
