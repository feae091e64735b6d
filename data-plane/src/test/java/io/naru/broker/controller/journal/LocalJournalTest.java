package io.naru.broker.controller.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.naru.broker.disk.CrashDisk;
import io.naru.broker.disk.Disk;
import io.naru.broker.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalJournalTest {
    private static final Path DIRECTORY = Path.of("/controller");
    private static final Path FIRST_SEGMENT = DIRECTORY.resolve("00000000000000000001.journal");

    private final CrashDisk disk = new CrashDisk(1);

    @Test
    void handsBackWhatWasMadeDurableInOrder() throws IOException {
        write("a", "b");
        write("c");

        assertThat(recovered()).containsExactly("1=a", "2=b", "3=c");
    }

    @Test
    void handsBackTheSnapshotAndWhatCameAfterTheRoll() throws IOException {
        try (var journal = open(new ArrayList<>())) {
            append(journal, "a", "b");
            long index = journal.roll();
            append(journal, "c");
            journal.keepSnapshot(index, bytes("a+b"));
            append(journal, "d");
        }

        assertThat(recovered()).containsExactly("snapshot 2=a+b", "3=c", "4=d");
        assertThat(disk.exists(FIRST_SEGMENT)).isFalse();
    }

    @Test
    void handsBackEverythingWhenTheSnapshotWasNotKept() throws IOException {
        try (var journal = open(new ArrayList<>())) {
            append(journal, "a", "b");
            journal.roll();
            append(journal, "c");
        }

        assertThat(recovered()).containsExactly("1=a", "2=b", "3=c");
    }

    @Test
    void cutsAnInterruptedWriteAndGoesOnAfterIt() throws IOException {
        write("a");
        write("b", "c");
        damage(FIRST_SEGMENT, Frame.HEADER_BYTES + 1 + 3);

        assertThat(recovered()).containsExactly("1=a");
        write("d");
        assertThat(recovered()).containsExactly("1=a", "2=d");
    }

    @Test
    void refusesToStartWhenSomethingBehindTheBadEntryWasAcknowledged() throws IOException {
        write("a");
        write("b");
        write("c");
        damage(FIRST_SEGMENT, Frame.HEADER_BYTES + 1 + 3);

        assertThatThrownBy(this::recovered)
                .isInstanceOf(UnusableJournalException.class)
                .hasMessageContaining("is damaged at byte 26: entry 2 is not readable, but entry 3 behind it is");
    }

    @Test
    void refusesToStartWhenAnEarlierSegmentEndsTooEarly() throws IOException {
        try (var journal = open(new ArrayList<>())) {
            append(journal, "a", "b");
            journal.roll();
            append(journal, "c");
        }
        try (DiskFile file = disk.open(FIRST_SEGMENT, Disk.Open.READ_WRITE)) {
            file.truncate(Frame.HEADER_BYTES + 1);
        }

        assertThatThrownBy(this::recovered)
                .isInstanceOf(UnusableJournalException.class)
                .hasMessageContaining("its entries end before 3");
    }

    @Test
    void refusesToStartWithADamagedSnapshot() throws IOException {
        try (var journal = open(new ArrayList<>())) {
            append(journal, "a");
            journal.keepSnapshot(journal.roll(), bytes("state"));
        }
        damage(DIRECTORY.resolve("snapshot"), 14);

        assertThatThrownBy(this::recovered)
                .isInstanceOf(UnusableJournalException.class)
                .hasMessageContaining("snapshot is damaged");
    }

    @Test
    void refusesToStartWhenTheJournalBehindTheSnapshotIsGone() throws IOException {
        try (var journal = open(new ArrayList<>())) {
            append(journal, "a");
            journal.keepSnapshot(journal.roll(), bytes("state"));
        }
        disk.delete(DIRECTORY.resolve("00000000000000000002.journal"));

        assertThatThrownBy(this::recovered)
                .isInstanceOf(UnusableJournalException.class)
                .hasMessageContaining("has lost a file: entry 2");
    }

    @Test
    void refusesEntriesOfANewerVersionInsteadOfCuttingThem() throws IOException {
        disk.createDirectories(DIRECTORY);
        ByteBuffer newer = ByteBuffer.allocate(Frame.HEADER_BYTES + 1);
        Frame.write(newer, 1, 0, bytes("a"));
        newer.put(0, (byte) 2).putInt(5, Frame.crc(newer, 0, newer.limit()));
        try (DiskFile file = disk.open(FIRST_SEGMENT, Disk.Open.CREATE_NEW)) {
            file.write(newer.flip(), 0);
        }

        assertThatThrownBy(this::recovered)
                .isInstanceOf(UnusableJournalException.class)
                .hasMessageContaining("has entries of version 2");
    }

    @Test
    void takesABoundedGroupAtOnce() throws IOException {
        try (var journal = open(new ArrayList<>())) {
            int taken = 0;
            while (journal.offer(bytes("entry"))) {
                taken++;
            }

            assertThat(taken).isEqualTo(256);
            assertThat(journal.poll((_, _) -> {})).isEqualTo(256);
            assertThat(journal.offer(bytes("entry"))).isTrue();
        }
    }

    private void write(String... entries) throws IOException {
        try (var journal = open(new ArrayList<>())) {
            append(journal, entries);
        }
    }

    private static void append(Journal journal, String... entries) throws IOException {
        for (String entry : entries) {
            assertThat(journal.offer(bytes(entry))).isTrue();
        }
        journal.poll((_, _) -> {});
    }

    private List<String> recovered() throws IOException {
        List<String> found = new ArrayList<>();
        open(found).close();
        return found;
    }

    private LocalJournal open(List<String> found) throws IOException {
        var journal = new LocalJournal(disk, DIRECTORY);
        journal.recover(new Journal.Recovery() {
            @Override
            public void snapshot(long index, ByteBuffer state) {
                found.add("snapshot " + index + "=" + text(state));
            }

            @Override
            public void entry(long index, ByteBuffer entry) {
                found.add(index + "=" + text(entry));
            }
        });
        return journal;
    }

    private void damage(Path path, long position) throws IOException {
        try (DiskFile file = disk.open(path, Disk.Open.READ_WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            file.read(one, position);
            file.write(ByteBuffer.wrap(new byte[] {(byte) ~one.get(0)}), position);
            file.sync();
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }
}
