package io.naru.control.message;

import io.naru.control.http.Csv;
import io.naru.control.http.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How messages are written to a file.
enum FileForm {
    NDJSON("ndjson", "application/x-ndjson"),
    CSV("csv", "text/csv"),
    RAW("raw", "application/octet-stream");

    private final String wire;
    private final String mediaType;

    FileForm(String wire, String mediaType) {
        this.wire = wire;
        this.mediaType = mediaType;
    }

    static FileForm of(String wire) {
        return wire.isEmpty()
                ? NDJSON
                : Arrays.stream(values())
                        .filter(form -> form.wire.equals(wire))
                        .findFirst()
                        .orElseThrow(() ->
                                Refusal.parameter("format", "format is " + wire + "; it must be ndjson, csv or raw."));
    }

    String mediaType() {
        return mediaType;
    }

    String suffix() {
        return this == RAW ? "bin" : wire;
    }

    /// The CSV's first line.
    static final String HEADINGS = Csv.line(List.of(
            "topic", "partition", "offset", "timestamp", "key", "key_encoding", "value", "value_encoding", "headers"));

    static String csv(MessageViews.Message message) {
        return Csv.line(List.of(
                message.topic(),
                Integer.toString(message.partition()),
                message.offset(),
                message.timestamp(),
                data(message.key()),
                encoding(message.key()),
                data(message.value()),
                encoding(message.value()),
                message.headers().stream()
                        .map(header -> header.name() + "=" + data(header.value()))
                        .collect(Collectors.joining("; "))));
    }

    private static String data(MessageViews.@Nullable Payload payload) {
        return payload == null ? "" : payload.data();
    }

    /// Tells an empty text from none.
    private static String encoding(MessageViews.@Nullable Payload payload) {
        return payload == null ? "null" : payload.encoding();
    }

    static void raw(byte @Nullable [] value, ByteArrayOutputStream to) throws IOException {
        if (value != null) {
            to.write(value);
        }
        to.write("\n".getBytes(StandardCharsets.US_ASCII));
    }
}
