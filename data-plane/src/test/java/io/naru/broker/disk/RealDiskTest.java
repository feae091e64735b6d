package io.naru.broker.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RealDiskTest {
    @TempDir
    Path root;

    private RealDisk disk;

    @BeforeEach
    void mount() throws IOException {
        disk = new RealDisk(root.resolve("made"));
    }

    @Test
    void writesAndReadsByPosition() throws IOException {
        try (DiskFile file = disk.open(root.resolve("f"), Disk.Open.CREATE_NEW)) {
            file.write(bytes("hello"), 3);
            ByteBuffer read = ByteBuffer.allocate(20);
            assertThat(file.read(read, 3)).isEqualTo(5);
            assertThat(read.flip()).isEqualTo(bytes("hello"));
            assertThat(file.read(ByteBuffer.allocate(4), 8)).isZero();
            file.truncate(4);
            assertThat(file.size()).isEqualTo(4);
            assertThat(file.channel()).isNotNull();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void knowsWhatIsInMemory() throws IOException {
        int farOff = 1 << 20;
        try (DiskFile file = disk.open(root.resolve("f"), Disk.Open.CREATE_NEW)) {
            file.write(bytes("hello"), farOff);
            assertThat(file.isInMemory(farOff, 5)).isTrue();
            assertThat(file.isInMemory(farOff + 1, 1)).isTrue();
            assertThat(file.isInMemory(0, 5)).as("a hole nobody has read").isFalse();
            assertThat(file.isInMemory(1, farOff)).isFalse();
            assertThat(file.isInMemory(farOff, 6)).as("beyond the end").isFalse();
            assertThat(file.size()).as("asking changes nothing").isEqualTo(farOff + 5);
        }
    }

    @Test
    void saysWhetherAFileMustExist() throws IOException {
        Path path = root.resolve("f");
        assertThatThrownBy(() -> disk.open(path, Disk.Open.READ_WRITE)).isInstanceOf(NoSuchFileException.class);
        disk.open(path, Disk.Open.CREATE_NEW).close();
        assertThatThrownBy(() -> disk.open(path, Disk.Open.CREATE_NEW)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void replacesAFileAsAWhole() throws IOException {
        var file = new AtomicFile(disk, root.resolve("f"));
        assertThat(file.read()).isNull();
        file.write(bytes("old"));
        file.write(bytes("new"));
        assertThat(file.read()).isEqualTo(bytes("new"));
        assertThat(disk.list(root)).containsExactly(root.resolve("f"), root.resolve("made"));
        file.delete();
        assertThat(file.read()).isNull();
    }

    @Test
    void removesATree() throws IOException {
        disk.createDirectories(root.resolve("a/b/c"));
        disk.open(root.resolve("a/b/f"), Disk.Open.CREATE_NEW).close();
        disk.deleteRecursively(root.resolve("a"));
        disk.deleteRecursively(root.resolve("a"));
        assertThat(disk.exists(root.resolve("a"))).isFalse();
        assertThat(disk.list(root.resolve("a"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 50})
    void syncsAnyNumberOfFiles(int count) throws IOException {
        var files = new ArrayList<DiskFile>();
        for (int i = 0; i < count; i++) {
            DiskFile file = disk.open(root.resolve("f" + i), Disk.Open.CREATE_NEW);
            file.write(bytes("x"), 0);
            files.add(file);
        }
        assertThatCode(() -> disk.syncAll(files)).doesNotThrowAnyException();
        disk.syncDirectory(root);
        for (DiskFile file : files) {
            file.close();
        }
    }

    @Test
    void reportsASyncThatFailed() throws IOException {
        DiskFile closed = disk.open(root.resolve("f"), Disk.Open.CREATE_NEW);
        closed.close();
        assertThatThrownBy(closed::sync).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> disk.syncDirectory(root.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void knowsHowMuchFits() throws IOException {
        assertThat(disk.usableBytes(root)).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "Linux,6.18.44,true",
        "Linux,5.8,true",
        "Linux,5.15.0-generic,true",
        "Linux,5.4.0,false",
        "Linux,4.19,false",
        "Linux,odd,false",
        "Mac OS X,15.1,false"
    })
    void usesSyncfsOnlyWhereItReportsErrors(String system, String version, boolean expected) {
        assertThat(FileSystemSync.reportsErrors(system, version)).isEqualTo(expected);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
