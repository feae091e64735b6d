package io.naru.broker.tenancy.desired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.naru.broker.disk.CrashDisk;
import io.naru.broker.disk.Disk;
import io.naru.broker.disk.DiskFile;
import io.naru.broker.disk.PowerLoss;
import io.naru.broker.simulation.SteppedClock;
import io.naru.broker.tenancy.DesiredTopic;
import io.naru.broker.tenancy.TenancyOnOneThread;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// A broker that told of a revocation knows it after a power failure, though the topic is gone.
class DesiredSnapshotCrashTest {
    private static final int SEEDS = 100;
    private static final int KEYS = 8;

    @Test
    void aRevocationThatPassedSurvivesAPowerFailure() {
        for (long seed = 0; seed < SEEDS; seed++) {
            live(seed, disk -> {});
        }
    }

    @Test
    void withoutTheSyncOfTheFileItWouldNot() {
        assertThatThrownBy(() -> manyLives(disk -> disk.ignoreSyncOf(path -> true)))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void withoutTheSyncOfTheDirectoryItWouldNot() {
        assertThatThrownBy(() -> manyLives(CrashDisk::ignoreDirectorySyncs)).isInstanceOf(AssertionError.class);
    }

    private static void manyLives(Consumer<CrashDisk> forgetting) {
        for (long seed = 0; seed < SEEDS; seed++) {
            live(seed, forgetting);
        }
    }

    private static void live(long seed, Consumer<CrashDisk> forgetting) {
        Random random = new Random(seed);
        CrashDisk disk = TenancyOnOneThread.emptyDisk(seed);
        forgetting.accept(disk);
        disk.crashAtOperation(1 + random.nextInt(60));
        DesiredTopic desired = new DesiredTopic().cluster("lkc-1", 1, "ACTIVE");
        for (int key = 0; key < KEYS; key++) {
            desired.key("KEY" + key, 1, "lkc-1", "secret", "ClusterAdmin");
        }
        SteppedClock clock = new SteppedClock();
        TenancyOnOneThread broker = new TenancyOnOneThread(desired.topic, null, disk, clock, seed);
        try {
            for (int key = 0; key < KEYS; key++) {
                broker.pass(random.nextInt(700));
                desired.revokedKey("KEY" + key, 2, "lkc-1", "secret");
                broker.pass(random.nextInt(700));
            }
        } catch (PowerLoss expected) {
            assertThat(expected).isNotNull();
        }
        List<String> passed = new ArrayList<>(broker.passed);
        disk.crash();
        desired.topic.setReachable(false);

        TenancyOnOneThread again = new TenancyOnOneThread(desired.topic, null, disk, clock, seed);

        for (String key : passed) {
            ApiKey known = again.tenancy.state().apiKeys().get(key.substring(0, key.indexOf('@')));
            assertThat(known).as("seed %d, %s", seed, key).isNotNull();
            assertThat(known.status()).as("seed %d, %s", seed, key).isEqualTo(ApiKey.Status.REVOKED);
        }
    }

    @Test
    void aDamagedSnapshotIsFoundOutAndTheTopicReadAnew() throws IOException {
        DesiredTopic desired = new DesiredTopic().cluster("lkc-1", 1, "ACTIVE");
        TenancyOnOneThread broker = new TenancyOnOneThread(desired.topic, null);
        broker.pass(1_500);
        long size;
        try (DiskFile file = broker.disk.open(TenancyOnOneThread.SNAPSHOT, Disk.Open.READ_ONLY)) {
            size = file.size();
        }
        for (long at = 0; at < size; at++) {
            flip(broker, at);

            TenancyOnOneThread again = broker.restartedOn(desired.topic);
            assertThat(again.tenancy.state().records()).as("byte %d", at).isEmpty();
            again.settle();
            assertThat(again.tenancy.state().isActive("lkc-1")).isTrue();

            flip(broker, at);
        }
    }

    private static void flip(TenancyOnOneThread broker, long at) throws IOException {
        try (DiskFile file = broker.disk.open(TenancyOnOneThread.SNAPSHOT, Disk.Open.READ_WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            file.read(one, at);
            one.put(0, (byte) (one.get(0) ^ 0x41)).position(0);
            file.write(one, at);
        }
    }

    @Test
    void aCutSnapshotIsFoundOut() throws IOException {
        DesiredTopic desired = new DesiredTopic().cluster("lkc-1", 1, "ACTIVE");
        TenancyOnOneThread broker = new TenancyOnOneThread(desired.topic, null);
        broker.pass(1_500);
        for (int size = 40; size >= 0; size--) {
            try (DiskFile file = broker.disk.open(TenancyOnOneThread.SNAPSHOT, Disk.Open.READ_WRITE)) {
                file.truncate(size);
            }

            assertThat(broker.restartedOn(desired.topic).tenancy.state().records())
                    .isEmpty();
        }
    }
}
