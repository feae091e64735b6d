package io.naru.control.message;

import io.naru.control.http.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How messages are written to a file.
enum FileForm {
    NDJSON("ndjson", "application/x-ndjson"),
    CSV("csv", "text/csv"),
    RAW("raw", "application/octet-stream");

    private static final String FORMULA_BEGINNINGS = "=+-@\t\r";

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
    static final String HEADINGS = line(List.of(
            "topic", "partition", "offset", "timestamp", "key", "key_encoding", "value", "value_encoding", "headers"));

    static String csv(MessageViews.Message message) {
        return line(List.of(
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

    private static String line(List<String> cells) {
        return cells.stream().map(FileForm::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    /// A cell as RFC 4180 has it, that no spreadsheet takes for a formula.
    static String cell(String text) {
        String harmless = !text.isEmpty() && FORMULA_BEGINNINGS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean plain = Stream.of(",", "\"", "\n", "\r").noneMatch(harmless::contains);
        return plain ? harmless : "\"" + harmless.replace("\"", "\"\"") + "\"";
    }

    static void raw(byte @Nullable [] value, ByteArrayOutputStream to) throws IOException {
        if (value != null) {
            to.write(value);
        }
        to.write("\n".getBytes(StandardCharsets.US_ASCII));
    }
}
