package io.naru.control.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A value of a YAML document, walked by name. What is missing is an empty node, so that a path can be followed
/// without asking at each
/// step.
record YamlNode(@Nullable Object value) {
    static YamlNode of(@Nullable Object value) {
        return new YamlNode(value);
    }

    YamlNode at(String name) {
        return value instanceof Map<?, ?> map ? of(map.get(name)) : of(null);
    }

    boolean isThere() {
        return value != null;
    }

    String text() {
        return value == null ? "" : value.toString();
    }

    List<YamlNode> items() {
        return value instanceof List<?> list ? list.stream().map(YamlNode::of).toList() : List.of();
    }

    Map<String, YamlNode> members() {
        Map<String, YamlNode> members = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, member) -> members.put(String.valueOf(name), of(member)));
        }
        return members;
    }

    /// The node that a `$ref` within the document names, or this one.
    YamlNode resolved(YamlNode document) {
        YamlNode reference = at("$ref");
        if (!reference.isThere()) {
            return this;
        }
        YamlNode node = document;
        for (String step : reference.text().replaceFirst("^#/", "").split("/", -1)) {
            node = node.at(step);
        }
        return node;
    }

    /// The last step of a `$ref`, if it is one.
    Optional<String> referenceName() {
        String reference = at("$ref").text();
        return reference.isEmpty()
                ? Optional.empty()
                : Optional.of(reference.substring(reference.lastIndexOf('/') + 1));
    }
}
