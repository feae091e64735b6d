package io.naru.control.proxy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads records of Kafka REST v3 one after the other.
final class RecordParser implements AutoCloseable {
    /// Bytes of JSON of one key or value; the cell's own limit is lower.
    private static final int LONGEST_DATA = 3 << 20;

    private static final int MOST_HEADERS = 100;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(200)
                    .maxStringLength(LONGEST_DATA)
                    .build())
            .build();

    /// A record that can be read and is not right. The next one may be.
    static final class NotARecord extends Exception {
        private static final long serialVersionUID = 1L;

        NotARecord(String sentence) {
            super(sentence, null, false, false);
        }
    }

    private final JsonParser parser;

    RecordParser(InputStream body) throws IOException {
        parser = JSON.createParser(body);
    }

    /// Opens `{"entries": [`, after which [#next()] gives its items.
    void openEntries() throws IOException, NotARecord {
        if (parser.nextToken() != JsonToken.START_OBJECT
                || parser.nextToken() != JsonToken.FIELD_NAME
                || !parser.currentName().equals("entries")
                || parser.nextToken() != JsonToken.START_ARRAY) {
            throw new NotARecord("The body must be an object with the member entries, a list of records.");
        }
    }

    /// The next record; nothing at the end of the body or list.
    ///
    /// @throws IOException when what follows is no JSON, and nothing more can be read
    /// @throws NotARecord when it is JSON and no record; the next one can be read
    Optional<RecordInput> next() throws IOException, NotARecord {
        JsonToken token = parser.nextToken();
        if (token == null || token == JsonToken.END_ARRAY) {
            return Optional.empty();
        }
        if (token != JsonToken.START_OBJECT) {
            parser.skipChildren();
            throw new NotARecord("A record must be a JSON object.");
        }
        Reading reading = new Reading();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            reading.member(name);
        }
        if (reading.fault != null) {
            throw new NotARecord(reading.fault);
        }
        return Optional.of(new RecordInput(
                reading.id, reading.partition, reading.timestampMs, reading.headers, reading.key, reading.value));
    }

    /// Reads a record to its end whatever is wrong with it, and remembers the first fault.
    private final class Reading {
        @Nullable
        String id;

        @Nullable
        Integer partition;

        @Nullable
        Long timestampMs;

        final List<RecordInput.Header> headers = new ArrayList<>();

        RecordInput.@Nullable Payload key;

        RecordInput.@Nullable Payload value;

        @Nullable
        String fault;

        void member(String name) throws IOException {
            JsonToken token = parser.currentToken();
            switch (name) {
                case "id" -> id = token == JsonToken.VALUE_STRING ? parser.getText() : fail("id must be a string.");
                case "partition_id" -> {
                    if (token == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() == JsonParser.NumberType.INT) {
                        partition = parser.getIntValue();
                    } else if (token != JsonToken.VALUE_NULL) {
                        fail("partition_id must be a whole number.");
                    }
                }
                case "timestamp" -> timestamp(token);
                case "headers" -> headers(token);
                case "key" -> key = payload("key", token);
                case "value" -> value = payload("value", token);
                default -> fail(name + " is no member of a record.");
            }
            parser.skipChildren();
        }

        private @Nullable String fail(String sentence) {
            if (fault == null) {
                fault = sentence;
            }
            return null;
        }

        private void timestamp(JsonToken token) throws IOException {
            if (token == JsonToken.VALUE_STRING) {
                try {
                    timestampMs =
                            OffsetDateTime.parse(parser.getText()).toInstant().toEpochMilli();
                } catch (DateTimeParseException | ArithmeticException e) {
                    fail("timestamp must be such as 2026-01-01T10:00:00Z.");
                }
            } else if (token != JsonToken.VALUE_NULL) {
                fail("timestamp must be a string such as 2026-01-01T10:00:00Z.");
            }
        }

        private void headers(JsonToken token) throws IOException {
            if (token == JsonToken.VALUE_NULL) {
                return;
            }
            if (token != JsonToken.START_ARRAY) {
                fail("headers must be a list.");
                return;
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() != JsonToken.START_OBJECT) {
                    fail("A header must be an object with name and value.");
                    parser.skipChildren();
                    continue;
                }
                header();
            }
        }

        private void header() throws IOException {
            String name = null;
            byte[] bytes = null;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String member = parser.currentName();
                JsonToken token = parser.nextToken();
                if (member.equals("name") && token == JsonToken.VALUE_STRING) {
                    name = parser.getText();
                } else if (member.equals("value") && token == JsonToken.VALUE_STRING) {
                    bytes = base64(parser.getText(), "The value of a header");
                } else if (!member.equals("value") || token != JsonToken.VALUE_NULL) {
                    fail("A header has a name, a string, and a value, base64 or null.");
                    parser.skipChildren();
                }
            }
            if (name == null || headers.size() >= MOST_HEADERS) {
                fail(name == null ? "A header has no name." : "A record has at most " + MOST_HEADERS + " headers.");
            } else {
                headers.add(new RecordInput.Header(name, bytes));
            }
        }

        private byte @Nullable [] base64(String text, String what) {
            try {
                return Base64.getDecoder().decode(text);
            } catch (IllegalArgumentException e) {
                fail(what + " is not base64.");
                return null;
            }
        }

        private RecordInput.@Nullable Payload payload(String what, JsonToken token) throws IOException {
            if (token == JsonToken.VALUE_NULL) {
                return null;
            }
            if (token != JsonToken.START_OBJECT) {
                fail(what + " must be an object with type and data.");
                return null;
            }
            String type = null;
            byte[] json = null;
            String text = null;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String member = parser.currentName();
                JsonToken at = parser.nextToken();
                switch (member) {
                    case "type" -> type = at == JsonToken.VALUE_STRING ? parser.getText() : "";
                    case "data" -> {
                        text = at == JsonToken.VALUE_STRING ? parser.getText() : null;
                        json = at == JsonToken.VALUE_NULL ? null : exactly(what);
                    }
                    default -> {
                        fail(what + "." + member + " is not known here: schemas are not supported.");
                        parser.skipChildren();
                    }
                }
            }
            return typed(what, type == null ? "" : type, json, text);
        }

        private RecordInput.@Nullable Payload typed(
                String what, String type, byte @Nullable [] json, @Nullable String text) {
            if (!List.of("BINARY", "JSON", "STRING").contains(type)) {
                fail(what + ".type must be BINARY, JSON or STRING.");
                return null;
            }
            if (json == null) {
                return null;
            }
            if (type.equals("JSON")) {
                return new RecordInput.Payload(type, json);
            }
            if (text == null) {
                fail(what + ".data must be a string for the type " + type + ".");
                return null;
            }
            byte[] bytes = type.equals("STRING") ? RecordInput.utf8(text) : base64(text, what + ".data");
            return bytes == null ? null : new RecordInput.Payload(type, bytes);
        }

        /// The JSON value that the parser stands on, numbers with all their digits.
        private byte[] exactly(String what) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (JsonGenerator generator = JSON.createGenerator(bytes)) {
                generator.copyCurrentStructureExact(parser);
            }
            if (bytes.size() > LONGEST_DATA) {
                fail(what + " has more than " + LONGEST_DATA + " bytes.");
            }
            return bytes.toByteArray();
        }
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
