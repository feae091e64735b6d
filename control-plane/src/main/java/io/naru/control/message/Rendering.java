package io.naru.control.message;

import io.naru.control.http.Times;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/// Turns records into what the console shows.
///
/// @param longestKey bytes shown of a key or header
/// @param longestValue bytes shown of a value
record Rendering(int longestKey, int longestValue) {
    static final Rendering PREVIEW = new Rendering(1_024, 4_096);
    static final Rendering WHOLE = new Rendering(Integer.MAX_VALUE, Integer.MAX_VALUE);

    private static final int LONGEST_UTF8_SEQUENCE = 4;

    MessageViews.Message message(ConsumerRecord<byte[], byte[]> record) {
        List<MessageViews.Header> headers = StreamSupport.stream(
                        record.headers().spliterator(), false)
                .map(header -> new MessageViews.Header(header.key(), payload(header.value(), longestKey)))
                .toList();
        return new MessageViews.Message(
                record.topic(),
                record.partition(),
                Long.toString(record.offset()),
                Times.text(Instant.ofEpochMilli(Math.max(0, record.timestamp()))),
                timestampType(record.timestampType()),
                payload(record.key(), longestKey),
                payload(record.value(), longestValue),
                headers,
                size(record));
    }

    private static String timestampType(TimestampType type) {
        return switch (type) {
            case CREATE_TIME -> "CREATE_TIME";
            case LOG_APPEND_TIME -> "LOG_APPEND_TIME";
            case NO_TIMESTAMP_TYPE -> "NONE";
        };
    }

    /// Bytes of key, value and headers.
    static int size(ConsumerRecord<byte[], byte[]> record) {
        int size = length(record.key()) + length(record.value());
        for (Header header : record.headers()) {
            size += header.key().length() + length(header.value());
        }
        return size;
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static MessageViews.@Nullable Payload payload(byte @Nullable [] bytes, int longest) {
        if (bytes == null) {
            return null;
        }
        boolean truncated = bytes.length > longest;
        byte[] shown = truncated ? Arrays.copyOf(bytes, longest) : bytes;
        String text = text(shown, truncated);
        return text != null
                ? new MessageViews.Payload("text", text, bytes.length, truncated)
                : new MessageViews.Payload(
                        "base64", Base64.getEncoder().encodeToString(shown), bytes.length, truncated);
    }

    /// The bytes as UTF-8, or null when they are not. A character cut in two at the end is left off.
    private static @Nullable String text(byte[] bytes, boolean cut) {
        int least = cut ? Math.max(0, bytes.length - LONGEST_UTF8_SEQUENCE + 1) : bytes.length;
        String text = null;
        for (int length = bytes.length; length >= least && text == null; length--) {
            text = utf8(ByteBuffer.wrap(bytes, 0, length));
        }
        return text;
    }

    private static @Nullable String utf8(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(bytes)
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /// Whether key, value or a header contains the text.
    ///
    /// @param needle in lower case
    static boolean contains(ConsumerRecord<byte[], byte[]> record, String needle) {
        if (needle.isEmpty() || contains(record.key(), needle) || contains(record.value(), needle)) {
            return true;
        }
        for (Header header : record.headers()) {
            if (header.key().toLowerCase(Locale.ROOT).contains(needle) || contains(header.value(), needle)) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(byte @Nullable [] bytes, String needle) {
        return bytes != null
                && new String(bytes, StandardCharsets.UTF_8)
                        .toLowerCase(Locale.ROOT)
                        .contains(needle);
    }
}
