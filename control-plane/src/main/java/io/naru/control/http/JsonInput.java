package io.naru.control.http;

import io.micronaut.json.tree.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// An object of a request's body. Reads members by name; a wrong one is refused with its JSON pointer. A member that
/// is
/// null counts
/// as left out.
public final class JsonInput {
    private static final int LONGEST_EMAIL = 254;

    private final JsonNode node;
    private final String pointer;

    private JsonInput(JsonNode node, String pointer) {
        this.node = node;
        this.pointer = pointer;
    }

    public static JsonInput of(JsonNode body) {
        return object(body, "");
    }

    private static JsonInput object(JsonNode node, String pointer) {
        if (!node.isObject()) {
            throw Refusal.field(pointer, (pointer.isEmpty() ? "The body" : pointer) + " must be a JSON object.");
        }
        return new JsonInput(node, pointer);
    }

    public String pointer(String name) {
        return pointer + "/" + name;
    }

    public boolean has(String name) {
        return member(name) != null;
    }

    public JsonInput object(String name) {
        return optionalObject(name).orElseThrow(() -> missing(name));
    }

    public Optional<JsonInput> optionalObject(String name) {
        return Optional.ofNullable(member(name)).map(value -> object(value, pointer(name)));
    }

    public String text(String name, int minLength, int maxLength) {
        return optionalText(name, minLength, maxLength).orElseThrow(() -> missing(name));
    }

    public Optional<String> optionalText(String name, int minLength, int maxLength) {
        JsonNode value = member(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw Refusal.field(pointer(name), name + " must be a string.");
        }
        String text = value.getStringValue();
        int length = text.codePointCount(0, text.length());
        if (length < minLength) {
            throw Refusal.field(
                    pointer(name),
                    minLength == 1
                            ? name + " must not be empty."
                            : name + " has " + length + " characters; at least " + minLength + " are needed.");
        }
        if (length > maxLength) {
            throw Refusal.field(
                    pointer(name), name + " has " + length + " characters; at most " + maxLength + " are allowed.");
        }
        if (text.indexOf('\0') >= 0) {
            throw Refusal.field(pointer(name), name + " must not contain the character U+0000.");
        }
        return Optional.of(text);
    }

    /// An address mail can be sent to, as far as its form tells.
    public String email(String name) {
        String address = text(name, 3, LONGEST_EMAIL).strip();
        if (!isEmail(address)) {
            throw Refusal.field(pointer(name), name + " must be an address such as kim@acme.example.");
        }
        return address;
    }

    /// Whether it looks like an address; whether there is such a mailbox only a mail can tell.
    public static boolean isEmail(String text) {
        return text.length() <= LONGEST_EMAIL && text.matches("[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+");
    }

    public Optional<String> optionalOneOf(String name, List<String> words) {
        Optional<String> word = optionalText(name, 1, 200);
        if (word.isPresent() && !words.contains(word.get())) {
            throw Refusal.field(
                    pointer(name),
                    name + " is " + word.get() + "; it must be one of " + String.join(", ", words) + ".");
        }
        return word;
    }

    public Optional<Boolean> optionalFlag(String name) {
        JsonNode value = member(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isBoolean()) {
            throw Refusal.field(pointer(name), name + " must be true or false.");
        }
        return Optional.of(value.getBooleanValue());
    }

    public OptionalInt optionalNumber(String name, int min, int max) {
        JsonNode value = member(name);
        if (value == null) {
            return OptionalInt.empty();
        }
        boolean whole = value.isNumber() && value.getNumberValue().doubleValue() % 1 == 0;
        if (!whole
                || value.getNumberValue().doubleValue() < min
                || value.getNumberValue().doubleValue() > max) {
            throw Refusal.field(pointer(name), name + " must be a whole number from " + min + " to " + max + ".");
        }
        return OptionalInt.of(value.getNumberValue().intValue());
    }

    public Optional<Instant> optionalTime(String name) {
        return optionalText(name, 1, 64).map(text -> {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeParseException e) {
                throw Refusal.field(pointer(name), name + " must be a time such as 2026-01-01T10:00:00Z.");
            }
        });
    }

    public List<JsonInput> objects(String name, int maxItems) {
        JsonNode value = member(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            throw Refusal.field(pointer(name), name + " must be a list.");
        }
        if (value.size() > maxItems) {
            throw Refusal.field(
                    pointer(name), name + " has " + value.size() + " items; at most " + maxItems + " are allowed.");
        }
        List<JsonInput> items = new ArrayList<>();
        int index = 0;
        for (JsonNode item : value.values()) {
            items.add(object(item, pointer(name) + "/" + index++));
        }
        return items;
    }

    /// A list of texts, each of at least one character.
    public List<String> texts(String name, int maxItems, int maxLength) {
        JsonNode value = member(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray() || value.size() > maxItems) {
            throw Refusal.field(pointer(name), name + " must be a list of at most " + maxItems + " texts.");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : value.values()) {
            if (!item.isString()
                    || item.getStringValue().isEmpty()
                    || item.getStringValue().length() > maxLength) {
                throw Refusal.field(
                        pointer(name) + "/" + texts.size(),
                        name + " must hold texts of 1 to " + maxLength + " characters.");
            }
            texts.add(item.getStringValue());
        }
        return texts;
    }

    private @Nullable JsonNode member(String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private Refusal missing(String name) {
        return Refusal.field(pointer(name), name + " is missing.");
    }
}
