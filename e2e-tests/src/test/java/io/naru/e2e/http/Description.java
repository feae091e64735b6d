package io.naru.e2e.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The server's own OpenAPI description, as far as a caller that goes through all of it needs it.
public final class Description {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

    private final JsonNode root;

    /// @param yaml what `/openapi.yaml` answers
    public Description(String yaml) {
        Map<String, Object> document = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        root = JSON.valueToTree(document);
    }

    /// One method of one path.
    ///
    /// @param pathParameters names, in the path's order
    /// @param query names with an example where the description gives one
    /// @param body the example of its JSON body, when it takes one
    public record Operation(
            String method,
            String path,
            List<String> pathParameters,
            Map<String, String> query,
            Optional<JsonNode> body) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /// Every operation that somebody must be recognised for.
    public List<Operation> operationsOfCallers() {
        List<Operation> operations = new ArrayList<>();
        root.path("paths")
                .properties()
                .forEach(path -> METHODS.forEach(method -> {
                    JsonNode operation = path.getValue().path(method);
                    if (operation.isObject()
                            && needsCaller(operation)
                            && !operation.path("x-planned").asBoolean()) {
                        operations.add(operation(method, path.getKey(), path.getValue(), operation));
                    }
                }));
        return operations;
    }

    private static boolean needsCaller(JsonNode operation) {
        if (operation.path("x-planned").asBoolean()) {
            return false;
        }
        JsonNode security = operation.path("security");
        if (security.isMissingNode()) {
            return true;
        }
        for (JsonNode alternative : security) {
            if (alternative.isEmpty()) {
                return false;
            }
        }
        return !security.isEmpty();
    }

    private Operation operation(String method, String path, JsonNode item, JsonNode operation) {
        List<String> inPath = new ArrayList<>();
        Map<String, String> query = new LinkedHashMap<>();
        for (JsonNode list : List.of(item.path("parameters"), operation.path("parameters"))) {
            for (JsonNode reference : list) {
                JsonNode parameter = resolve(reference);
                String name = parameter.path("name").asText();
                if (parameter.path("in").asText().equals("path")) {
                    inPath.add(name);
                } else if (parameter.path("in").asText().equals("query")) {
                    query.put(name, example(parameter));
                }
            }
        }
        JsonNode content =
                resolve(operation.path("requestBody")).path("content").path("application/json");
        return new Operation(method.toUpperCase(Locale.ROOT), path, inPath, query, body(content));
    }

    private static String example(JsonNode parameter) {
        JsonNode direct = parameter.path("example");
        JsonNode first = direct.isMissingNode()
                ? parameter.path("schema").path("examples").path(0)
                : direct;
        return first.asText("");
    }

    private Optional<JsonNode> body(JsonNode content) {
        if (content.isMissingNode()) {
            return Optional.empty();
        }
        if (content.has("example")) {
            return Optional.of(content.path("example"));
        }
        JsonNode examples = content.path("examples");
        if (!examples.isEmpty()) {
            return Optional.of(resolve(examples.iterator().next()).path("value"));
        }
        return Optional.of(JSON.createObjectNode());
    }

    private JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asText("");
        return reference.isEmpty() ? node : root.at(reference.substring(1));
    }
}
