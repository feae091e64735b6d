package io.naru.control.cell;

import io.micronaut.json.tree.JsonNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A record the cell wrote to one of its topics. Its members are read by name; what is missing or of another type is
/// empty.
public record CellEvent(String kind, String id, long version, JsonNode state) {
    public Optional<String> text(String name) {
        return text(state, name);
    }

    public long number(String name, long fallback) {
        return number(state, name, fallback);
    }

    public static Optional<String> text(JsonNode node, String name) {
        JsonNode member = member(node, name);
        return member != null && (member.isString() || member.isNumber())
                ? Optional.of(member.coerceStringValue())
                : Optional.empty();
    }

    public static long number(JsonNode node, String name, long fallback) {
        JsonNode member = member(node, name);
        return member != null && member.isNumber() ? member.getLongValue() : fallback;
    }

    private static @Nullable JsonNode member(JsonNode node, String name) {
        return node.isObject() ? node.get(name) : null;
    }
}
