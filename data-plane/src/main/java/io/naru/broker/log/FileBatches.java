package io.naru.broker.log;

import io.naru.broker.disk.DiskFile;
import io.naru.broker.record.Batch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// Goes over the batches of a part of a file, reading in chunks. Header by header, or with whole batches where
/// [#loadWhole] is asked; skipped payloads are not read.
final class FileBatches {
    static final int SMALL_CHUNK_BYTES = 4 * 1024;
    static final int LARGE_CHUNK_BYTES = 256 * 1024;

    /// No batch is larger: no request may be, and a length that says so is rubbish.
    private static final int LARGEST_BATCH_BYTES = 256 << 20;

    private final DiskFile file;
    private final long to;
    private final Batch batch = new Batch();
    private final CRC32C crc = new CRC32C();
    private ByteBuffer chunk;
    private long chunkAt;
    private long position;
    private int batchBytes;

    FileBatches(DiskFile file, long from, long to, int chunkBytes) {
        this.file = file;
        this.to = to;
        this.position = from;
        this.chunkAt = from;
        this.chunk = ByteBuffer.allocate(Math.clamp(to - from, 0, chunkBytes)).limit(0);
    }

    /// Moves to the next batch and reads its header. False at the end, or where what follows is no batch that ends
    /// before the end: then [#position] tells where.
    boolean next() throws IOException {
        position += batchBytes;
        batchBytes = 0;
        if (to - position < Batch.HEADER_BYTES) {
            return false;
        }
        load(Batch.HEADER_BYTES);
        if (!batch.isPlausible(Math.min(to - position, LARGEST_BATCH_BYTES))) {
            return false;
        }
        batchBytes = batch.sizeInBytes();
        return true;
    }

    /// Reads the rest of the current batch.
    void loadWhole() throws IOException {
        load(batchBytes);
    }

    /// Reads the whole current batch and compares its checksum.
    boolean isIntact() throws IOException {
        load(batchBytes);
        return batch.isIntact(crc);
    }

    /// The current batch: its header, or all of it after [#loadWhole].
    Batch batch() {
        return batch;
    }

    /// Where the current batch begins; after the last, where the first byte that is no batch is.
    long position() {
        return position;
    }

    private void load(int bytes) throws IOException {
        long from = position - chunkAt;
        if (from < 0 || from + bytes > chunk.limit()) {
            if (chunk.capacity() < bytes) {
                chunk = ByteBuffer.allocate(bytes);
            }
            chunk.clear().limit((int) Math.min(chunk.capacity(), to - position));
            int read = file.read(chunk, position);
            chunk.flip();
            chunkAt = position;
            if (read < bytes) {
                throw new IOException(file.path() + " ends at " + (position + read) + ", not at " + (position + bytes));
            }
        }
        batch.wrap(chunk, (int) (position - chunkAt));
    }
}
