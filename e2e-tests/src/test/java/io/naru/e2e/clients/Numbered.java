package io.naru.e2e.clients;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// The records that all clients send: `src/test/README.md` says how number, key, value and compression hang together.
final class Numbered {
    static final List<String> CODECS = List.of("none", "gzip", "snappy", "lz4", "zstd");
    static final int BLOCK = 500;

    private Numbered() {}

    static byte[] key(int number) {
        return ("k" + number % 97).getBytes(StandardCharsets.UTF_8);
    }

    static byte[] value(int number) {
        return ("%09d:".formatted(number) + "x".repeat(length(number) - 10)).getBytes(StandardCharsets.UTF_8);
    }

    static int length(int number) {
        return 10 + (number % 500 == 0 ? 50_000 : (int) (number * 7919L % 1000));
    }

    static String codec(int number) {
        return CODECS.get(number / BLOCK % CODECS.size());
    }
}
