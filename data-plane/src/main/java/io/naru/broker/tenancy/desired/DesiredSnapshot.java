package io.naru.broker.tenancy.desired;

import io.naru.broker.disk.AtomicFile;
import io.naru.broker.disk.Disk;
import io.naru.broker.systemtopic.MalformedJson;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Desired state on the broker's own disk, so that it can open for clients while nobody else is there.
///
/// Layout, big-endian: version byte 2; CRC-32C of all that follows (int); topic id (two longs, zero: none yet); offset
/// to read on from (long), offset of the last record read (long, -1: none) and its print (long); number of records
/// (int); each record: flags byte (1 = unconfirmed), key length (int), key, value length (int), value. Keys and values
/// are those of the topic.
final class DesiredSnapshot {
    private static final byte VERSION = 2;
    private static final byte UNCONFIRMED = 1;
    private static final int HEADER_BYTES = 1 + Integer.BYTES;
    private static final UUID NO_TOPIC = new UUID(0, 0);
    private static final Logger LOG = LoggerFactory.getLogger(DesiredSnapshot.class);

    private final AtomicFile file;

    DesiredSnapshot(Disk disk, Path path) {
        this.file = new AtomicFile(disk, path);
    }

    /// @param topic the id of the topic it was read from; null before the first read
    /// @param place up to where it was read
    record Content(@Nullable UUID topic, TopicPlace place, DesiredState state) {
        static final Content EMPTY = new Content(null, TopicPlace.BEGINNING, DesiredState.EMPTY);
    }

    /// Replaces the snapshot; durable on return.
    void save(Content content) throws IOException {
        file.write(encode(content));
    }

    /// The last saved content; empty if there is none or it is damaged: then the topic is read from its beginning.
    Content load() throws IOException {
        ByteBuffer bytes = file.read();
        if (bytes == null) {
            return Content.EMPTY;
        }
        try {
            return decode(bytes);
        } catch (DamagedException e) {
            LOG.error("{} is of no use ({}): desired state is read anew from its topic", file.path(), e.getMessage());
            return Content.EMPTY;
        }
    }

    private static ByteBuffer encode(Content content) {
        Map<String, DesiredState.Kept> records = content.state().records();
        long size = HEADER_BYTES + 2 * Long.BYTES + 3 * Long.BYTES + Integer.BYTES;
        for (Map.Entry<String, DesiredState.Kept> record : records.entrySet()) {
            size += 1 + Integer.BYTES + utf8(record.getKey()).length;
            size += Integer.BYTES + record.getValue().value().length;
        }
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(size));
        bytes.put(VERSION).putInt(0);
        UUID topic = content.topic() == null ? NO_TOPIC : content.topic();
        bytes.putLong(topic.getMostSignificantBits()).putLong(topic.getLeastSignificantBits());
        TopicPlace place = content.place();
        bytes.putLong(place.nextOffset()).putLong(place.lastOffset()).putLong(place.lastPrint());
        bytes.putInt(records.size());
        for (Map.Entry<String, DesiredState.Kept> record : records.entrySet()) {
            byte[] key = utf8(record.getKey());
            byte[] value = record.getValue().value();
            bytes.put(content.state().unconfirmed().contains(record.getKey()) ? UNCONFIRMED : 0);
            bytes.putInt(key.length).put(key).putInt(value.length).put(value);
        }
        bytes.flip();
        return bytes.putInt(1, crc(bytes));
    }

    private static Content decode(ByteBuffer bytes) throws DamagedException {
        try {
            byte version = bytes.get();
            if (version != VERSION) {
                throw new DamagedException("its format is " + version + ", this release reads " + VERSION);
            }
            if (bytes.getInt() != crc(bytes)) {
                throw new DamagedException("its checksum is wrong");
            }
            UUID topic = new UUID(bytes.getLong(), bytes.getLong());
            TopicPlace place = new TopicPlace(bytes.getLong(), bytes.getLong(), bytes.getLong());
            DesiredState state = DesiredState.EMPTY;
            int count = bytes.getInt();
            for (int i = 0; i < count; i++) {
                boolean unconfirmed = bytes.get() == UNCONFIRMED;
                state = state.restored(DesiredRecord.parse(block(bytes), block(bytes)), unconfirmed);
            }
            return new Content(topic.equals(NO_TOPIC) ? null : topic, place, state);
        } catch (BufferUnderflowException e) {
            throw new DamagedException("it ends too early");
        } catch (MalformedJson e) {
            throw new DamagedException("a record in it is malformed: " + e.getMessage());
        }
    }

    private static byte[] block(ByteBuffer bytes) {
        int length = bytes.getInt();
        if (length < 0 || length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] block = new byte[length];
        bytes.get(block);
        return block;
    }

    private static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(HEADER_BYTES, Math.max(bytes.limit() - HEADER_BYTES, 0)));
        return (int) crc.getValue();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final class DamagedException extends Exception {
        private static final long serialVersionUID = 1L;

        DamagedException(String message) {
            super(message);
        }
    }
}
