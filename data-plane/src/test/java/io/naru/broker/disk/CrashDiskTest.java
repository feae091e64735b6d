package io.naru.broker.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CrashDiskTest {
    private static final Path HOME = Path.of("/data");
    private static final Path FILE = HOME.resolve("file");

    @Test
    void keepsWhatWasSyncedForEverySeed() throws IOException {
        for (long seed = 0; seed < 50; seed++) {
            CrashDisk disk = diskWithHome(seed);
            try (DiskFile file = disk.open(FILE, Disk.Open.CREATE_NEW)) {
                file.write(bytes("synced"), 0);
                file.sync();
                disk.syncDirectory(HOME);
                file.write(bytes("LATER!"), 6);
            }
            disk.crash();
            assertThat(content(disk, FILE)).startsWith("synced");
        }
    }

    @Test
    void losesTearsAndKeepsWhatWasNotSynced() throws IOException {
        Set<String> outcomes = new HashSet<>();
        for (long seed = 0; seed < 200; seed++) {
            CrashDisk disk = diskWithHome(seed);
            try (DiskFile file = disk.open(FILE, Disk.Open.CREATE_NEW)) {
                disk.syncDirectory(HOME);
                file.write(bytes("x".repeat(2_000)), 0);
            }
            disk.crash();
            outcomes.add(String.valueOf(content(disk, FILE)));
        }
        assertThat(outcomes).contains("", "x".repeat(2_000)).hasSizeGreaterThan(10);
    }

    @Test
    void undoesNamesThatWereNotSynced() throws IOException {
        Set<String> outcomes = new HashSet<>();
        for (long seed = 0; seed < 100; seed++) {
            CrashDisk disk = diskWithHome(seed);
            new AtomicFile(disk, FILE).write(bytes("old"));
            disk.ignoreDirectorySyncs();
            new AtomicFile(disk, FILE).write(bytes("new"));
            disk.crash();
            outcomes.add(String.valueOf(content(disk, FILE)));
        }
        assertThat(outcomes).containsExactlyInAnyOrder("old", "new");
    }

    @Test
    void anAtomicFileIsOldOrNewWhereverThePowerFails() throws IOException {
        for (long seed = 0; seed < 300; seed++) {
            CrashDisk disk = diskWithHome(seed);
            var file = new AtomicFile(disk, FILE);
            file.write(bytes("old"));
            disk.crashAtOperation(1 + seed % 7);
            boolean written = false;
            try {
                file.write(bytes("new"));
                written = true;
            } catch (PowerLoss expected) {
                // on most steps
            }
            disk.crash();
            assertThat(content(disk, FILE)).isIn(written ? Set.of("new") : Set.of("old", "new"));
        }
    }

    @Test
    void aForgottenSyncOfAnAtomicFileShows() throws IOException {
        int lost = 0;
        for (long seed = 0; seed < 100; seed++) {
            CrashDisk disk = diskWithHome(seed);
            disk.ignoreSyncOf(path -> true);
            new AtomicFile(disk, FILE).write(bytes("new"));
            disk.crash();
            lost += "new".equals(content(disk, FILE)) ? 0 : 1;
        }
        assertThat(lost).isPositive();
    }

    @Test
    void theSameSeedGivesTheSameOutcome() throws IOException {
        assertThat(outcome(7)).isEqualTo(outcome(7));
    }

    private static @Nullable String outcome(long seed) throws IOException {
        CrashDisk disk = diskWithHome(seed);
        try (DiskFile file = disk.open(FILE, Disk.Open.CREATE_NEW)) {
            for (int i = 0; i < 20; i++) {
                file.write(bytes("y".repeat(700)), i * 700L);
            }
        }
        disk.crash();
        return content(disk, FILE);
    }

    @Test
    void aKilledProcessFindsThePageCache() throws IOException {
        CrashDisk disk = diskWithHome(1);
        DiskFile file = disk.open(FILE, Disk.Open.CREATE_NEW);
        file.write(bytes("written"), 0);
        disk.kill();
        assertThat(content(disk, FILE)).isEqualTo("written");
        assertThatThrownBy(file::size).isInstanceOf(PowerLoss.class);
    }

    @Test
    void whatAFailedSyncLeavesBehindIsSeenByTheNextProcessOrForgottenAndNoSyncMakesItStable() throws IOException {
        Set<String> seen = new HashSet<>();
        Set<String> kept = new HashSet<>();
        for (long seed = 0; seed < 50; seed++) {
            CrashDisk disk = diskWithHome(seed);
            new AtomicFile(disk, FILE).write(bytes("old"));
            writeAndFailToSync(disk, "new");
            disk.kill();
            seen.add(String.valueOf(content(disk, FILE)));
            try (DiskFile file = disk.open(FILE, Disk.Open.READ_WRITE)) {
                file.sync();
            }
            disk.crash();
            kept.add(String.valueOf(content(disk, FILE)));
        }
        assertThat(seen).containsExactlyInAnyOrder("old", "new");
        assertThat(kept).containsExactly("old");
    }

    @Test
    void whatIsWrittenAgainAfterAFailedSyncBecomesStable() throws IOException {
        CrashDisk disk = diskWithHome(1);
        new AtomicFile(disk, FILE).write(bytes("old"));
        writeAndFailToSync(disk, "new");
        try (DiskFile file = disk.open(FILE, Disk.Open.READ_WRITE)) {
            file.write(bytes("new"), 0);
            file.sync();
        }
        disk.crash();
        assertThat(content(disk, FILE)).isEqualTo("new");
    }

    private static void writeAndFailToSync(CrashDisk disk, String text) throws IOException {
        disk.failSyncs(path -> true);
        try (DiskFile file = disk.open(FILE, Disk.Open.READ_WRITE)) {
            file.write(bytes(text), 0);
            assertThatThrownBy(file::sync).isInstanceOf(IOException.class);
        }
        disk.failSyncs(path -> false);
    }

    @Test
    void writesWhatThereIsRoomForAndFailsWhenFull() throws IOException {
        CrashDisk disk = diskWithHome(1);
        disk.limitCapacity(10);
        DiskFile file = disk.open(FILE, Disk.Open.CREATE_NEW);
        file.write(bytes("12345678"), 0);
        assertThatThrownBy(() -> file.write(bytes("123"), 8)).hasMessageContaining("No space left");
        assertThat(content(disk, FILE)).isEqualTo("1234567812");
    }

    @Test
    void renamesDirectories() throws IOException {
        CrashDisk disk = diskWithHome(1);
        disk.createDirectories(HOME.resolve("a/b"));
        disk.rename(HOME.resolve("a"), HOME.resolve("c"));
        assertThat(disk.exists(HOME.resolve("c/b"))).isTrue();
        disk.deleteRecursively(HOME.resolve("c"));
        assertThat(disk.list(HOME)).isEmpty();
    }

    private static CrashDisk diskWithHome(long seed) throws IOException {
        var disk = new CrashDisk(seed);
        disk.createDirectories(HOME);
        disk.syncDirectory(Path.of("/"));
        return disk;
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String content(CrashDisk disk, Path path) throws IOException {
        ByteBuffer content = new AtomicFile(disk, path).read();
        return content == null ? null : StandardCharsets.UTF_8.decode(content).toString();
    }
}
