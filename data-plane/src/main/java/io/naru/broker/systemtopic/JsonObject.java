package io.naru.broker.systemtopic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A JSON object read strictly: one object and nothing after it, no member twice, bounded depth and size, whole numbers
/// within 64 bits. Members unknown to the reader are simply not asked for.
public final class JsonObject {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_BYTES = 1 << 20;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_BYTES)
                    .build())
            .build();

    private final Map<String, @Nullable Object> members;

    private JsonObject(Map<String, @Nullable Object> members) {
        this.members = members;
    }

    public static JsonObject parse(byte[] json) throws MalformedJson {
        if (json.length > MAX_BYTES) {
            throw new MalformedJson("the JSON has " + json.length + " bytes; at most " + MAX_BYTES + " are read");
        }
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedJson("the value is not a JSON object");
            }
            JsonObject object = object(parser);
            if (parser.nextToken() != null) {
                throw new MalformedJson("something follows the JSON object");
            }
            return object;
        } catch (IOException e) {
            // The library's message quotes the input, which may hold a secret.
            throw new MalformedJson("the value is not well-formed JSON");
        }
    }

    private static JsonObject object(JsonParser parser) throws IOException, MalformedJson {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            members.put(name, value(parser, parser.nextToken()));
        }
        return new JsonObject(members);
    }

    private static @Nullable Object value(JsonParser parser, JsonToken token) throws IOException, MalformedJson {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new MalformedJson("the value is not well-formed JSON");
        };
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException, MalformedJson {
        List<@Nullable Object> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            elements.add(value(parser, token));
        }
        return elements;
    }

    public boolean has(String name) {
        return members.containsKey(name);
    }

    public String string(String name) throws MalformedJson {
        String value = optionalString(name);
        if (value == null) {
            throw new MalformedJson("the member `" + name + "` is missing");
        }
        return value;
    }

    /// Null when the member is missing or null.
    public @Nullable String optionalString(String name) throws MalformedJson {
        return optional(name, String.class, "a string");
    }

    public long number(String name) throws MalformedJson {
        Long value = optional(name, Long.class, "a whole number");
        if (value == null) {
            throw new MalformedJson("the member `" + name + "` is missing");
        }
        return value;
    }

    public long number(String name, long ifMissing) throws MalformedJson {
        Long value = optional(name, Long.class, "a whole number");
        return value == null ? ifMissing : value;
    }

    public JsonObject object(String name) throws MalformedJson {
        JsonObject value = optional(name, JsonObject.class, "an object");
        if (value == null) {
            throw new MalformedJson("the member `" + name + "` is missing");
        }
        return value;
    }

    /// The objects of an array; empty when the member is missing.
    public List<JsonObject> objects(String name) throws MalformedJson {
        return elements(name, JsonObject.class, "an array of objects");
    }

    /// The strings of an array; empty when the member is missing.
    public List<String> strings(String name) throws MalformedJson {
        return elements(name, String.class, "an array of strings");
    }

    /// Whether the member is an array, for members that may be one or a single value.
    public boolean isArray(String name) {
        return members.get(name) instanceof List;
    }

    private <T> List<T> elements(String name, Class<T> type, String wanted) throws MalformedJson {
        Object value = members.get(name);
        if (value == null) {
            return List.of();
        }
        List<T> elements = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (Object element : list) {
                if (!type.isInstance(element)) {
                    throw new MalformedJson("the member `" + name + "` is not " + wanted);
                }
                elements.add(type.cast(element));
            }
            return elements;
        }
        throw new MalformedJson("the member `" + name + "` is not " + wanted);
    }

    private <T> @Nullable T optional(String name, Class<T> type, String wanted) throws MalformedJson {
        Object value = members.get(name);
        if (value == null) {
            return null;
        }
        if (!type.isInstance(value)) {
            throw new MalformedJson("the member `" + name + "` is not " + wanted);
        }
        return type.cast(value);
    }
}
