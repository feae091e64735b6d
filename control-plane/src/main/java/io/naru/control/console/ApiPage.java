package io.naru.control.console;

import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Renders the API's description as one page of plain HTML: no script, nothing from other hosts.
final class ApiPage {
    static final String NONCE = "__PAGE_NONCE__";

    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");
    private static final String STYLE = """
            :root { color-scheme: light dark; --line: #d0d7de; --dim: #57606a; --panel: #f6f8fa; --accent: #0b6b75; }
            @media (prefers-color-scheme: dark) { :root { --line: #2d353e; --dim: #9aa5b1; --panel: #171c22; --accent: #4cc3cf; } }
            body { font: 14px/20px system-ui, sans-serif; max-width: 960px; margin: 0 auto; padding: 24px 16px; }
            h1 { font-size: 28px; line-height: 36px; } h2 { margin-top: 40px; border-bottom: 1px solid var(--line); }
            code, pre { font: 13px/20px ui-monospace, monospace; } pre { background: var(--panel); padding: 12px; overflow: auto; }
            summary { cursor: pointer; padding: 8px 0; } details { border-bottom: 1px solid var(--line); }
            table { border-collapse: collapse; width: 100%; } td, th { text-align: left; vertical-align: top; padding: 4px 12px 4px 0; }
            a { color: var(--accent); } .method { display: inline-block; width: 64px; color: var(--accent); font-weight: 600; }
            .dim { color: var(--dim); } nav a { margin-right: 16px; }
            """;

    private final JsonMapper json;
    private final YamlNode document;
    private final StringBuilder html = new StringBuilder();

    ApiPage(JsonMapper json, YamlNode document) {
        this.json = json;
        this.document = document;
    }

    String html() {
        String title = escape(document.at("info").at("title").text()) + " API";
        html.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(title)
                .append("</title><meta name=\"viewport\" content=\"width=device-width\"><style nonce=\"" + NONCE
                        + "\">")
                .append(STYLE)
                .append("</style></head><body><h1>")
                .append(title)
                .append("</h1><p><a href=\"/openapi.yaml\">openapi.yaml</a></p>");
        prose(document.at("info").at("description"));
        html.append("<nav>");
        document.at("tags")
                .items()
                .forEach(tag -> html.append("<a href=\"#%1$s\">%2$s</a>"
                        .formatted(
                                anchor(tag.at("name").text()),
                                escape(tag.at("name").text()))));
        html.append("<a href=\"#schemas\">Schemas</a></nav>");
        document.at("tags").items().forEach(this::tag);
        html.append("<h2 id=\"schemas\">Schemas</h2>");
        document.at("components").at("schemas").members().forEach(this::schema);
        return html.append("</body></html>").toString();
    }

    private void tag(YamlNode tag) {
        String name = tag.at("name").text();
        html.append("<h2 id=\"%s\">%s</h2>".formatted(anchor(name), escape(name)));
        prose(tag.at("description"));
        document.at("paths").members().forEach((path, item) -> {
            for (String method : METHODS) {
                YamlNode operation = item.at(method);
                if (operation.at("tags").items().stream()
                        .anyMatch(own -> own.text().equals(name))) {
                    operation(path, method, item, operation);
                }
            }
        });
    }

    private void operation(String path, String method, YamlNode item, YamlNode operation) {
        html.append(
                "<details id=\"%s\"><summary><span class=\"method\">%s</span><code>%s</code> <span class=\"dim\">%s</span></summary>"
                        .formatted(
                                escape(operation.at("operationId").text()),
                                method.toUpperCase(Locale.ROOT),
                                escape(path),
                                escape(operation.at("summary").text())));
        prose(operation.at("description"));
        List<YamlNode> parameters = new ArrayList<>(item.at("parameters").items());
        parameters.addAll(operation.at("parameters").items());
        if (!parameters.isEmpty()) {
            html.append("<table><tr><th>parameter</th><th>in</th><th>type</th><th></th></tr>");
            parameters.stream()
                    .map(parameter -> parameter.resolved(document))
                    .forEach(parameter ->
                            html.append("<tr><td><code>%s</code>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>"
                                    .formatted(
                                            escape(parameter.at("name").text()),
                                            parameter.at("required").text().equals("true") ? " *" : "",
                                            escape(parameter.at("in").text()),
                                            type(parameter.at("schema")),
                                            inline(parameter.at("description").text()))));
            html.append("</table>");
        }
        operation.at("requestBody").at("content").members().forEach((mediaType, content) -> {
            html.append("<p>Body: %s</p>".formatted(type(content.at("schema"))));
            example(content.at("example"));
            content.at("examples").members().values().forEach(example -> example(example.at("value")));
        });
        html.append("<table><tr><th>status</th><th></th><th></th></tr>");
        operation
                .at("responses")
                .members()
                .forEach((status, response) -> response(status, response.resolved(document)));
        html.append("</table></details>");
    }

    private void response(String status, YamlNode response) {
        String types = response.at("content").members().values().stream()
                .map(content -> type(content.at("schema")))
                .findFirst()
                .orElse("");
        html.append("<tr><td>%s</td><td>%s</td><td>%s</td></tr>"
                .formatted(escape(status), inline(response.at("description").text()), types));
    }

    private void schema(String name, YamlNode schema) {
        html.append("<details id=\"schema-%1$s\"><summary><code>%1$s</code></summary>".formatted(escape(name)));
        prose(schema.at("description"));
        html.append("<p>%s</p>".formatted(type(schema)));
        properties(schema, "");
        html.append("</details>");
    }

    private void properties(YamlNode schema, String prefix) {
        List<String> required =
                schema.at("required").items().stream().map(YamlNode::text).toList();
        if (prefix.isEmpty()) {
            html.append("<table>");
        }
        schema.at("properties").members().forEach((name, property) -> {
            html.append("<tr><td><code>%s</code>%s</td><td>%s</td><td>%s</td></tr>"
                    .formatted(
                            escape(prefix + name),
                            required.contains(name) ? " *" : "",
                            type(property),
                            inline(property.at("description").text())));
            properties(property, prefix + name + ".");
        });
        if (prefix.isEmpty()) {
            html.append("</table>");
        }
    }

    private String type(YamlNode schema) {
        Optional<String> name = schema.referenceName();
        if (name.isPresent()) {
            return "<a href=\"#schema-%1$s\">%1$s</a>".formatted(escape(name.get()));
        }
        for (String choice : List.of("oneOf", "anyOf")) {
            if (schema.at(choice).isThere()) {
                return String.join(
                        " or ",
                        schema.at(choice).items().stream().map(this::type).toList());
            }
        }
        if (schema.at("enum").isThere()) {
            return escape(String.join(
                    " | ",
                    schema.at("enum").items().stream().map(YamlNode::text).toList()));
        }
        return schema.at("items").isThere()
                ? "list of " + type(schema.at("items"))
                : escape(
                        schema.at("const").isThere()
                                ? schema.at("const").text()
                                : schema.at("type").text());
    }

    private void example(YamlNode example) {
        if (example.value() instanceof Map<?, ?> map) {
            try {
                html.append("<pre>")
                        .append(escape(json.writeValueAsString(map)))
                        .append("</pre>");
            } catch (IOException e) {
                throw new UncheckedIOException("writing JSON to memory", e);
            }
        }
    }

    private void prose(YamlNode text) {
        for (String paragraph : text.text().split("\n\n", -1)) {
            if (paragraph.startsWith("|")) {
                html.append("<pre>").append(escape(paragraph)).append("</pre>");
            } else if (!paragraph.isBlank()) {
                html.append("<p>").append(inline(paragraph)).append("</p>");
            }
        }
    }

    /// Escaped text in which Markdown's code and bold are shown.
    private static String inline(String text) {
        return escape(text).replaceAll("`([^`]+)`", "<code>$1</code>").replaceAll("\\*\\*([^*]+)\\*\\*", "<b>$1</b>");
    }

    private static String anchor(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
