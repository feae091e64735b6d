package io.naru.broker.record;

import org.jspecify.annotations.Nullable;

/// How the records of a batch are compressed.
public enum Codec {
    NONE(0),
    GZIP(1),
    SNAPPY(2),
    LZ4(3),
    ZSTD(4);

    private static final Codec[] BY_ID = {NONE, GZIP, SNAPPY, LZ4, ZSTD};

    private final int id;

    Codec(int id) {
        this.id = id;
    }

    /// The number in the batch's attributes.
    public int id() {
        return id;
    }

    /// The codec of a number, or null if there is none.
    public static @Nullable Codec ofId(int id) {
        return id >= 0 && id < BY_ID.length ? BY_ID[id] : null;
    }
}
