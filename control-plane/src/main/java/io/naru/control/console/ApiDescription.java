package io.naru.control.console;

import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The hand-written OpenAPI document from the contracts, and the page made of it.
@Singleton
class ApiDescription {
    private static final String FILE = "contracts/openapi/naru.yaml";

    private final String yaml;
    private final String page;

    ApiDescription(JsonMapper json) {
        this.yaml = read();
        Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        this.page = new ApiPage(json, YamlNode.of(document)).html();
    }

    String yaml() {
        return yaml;
    }

    String page(String nonce) {
        return page.replace(ApiPage.NONCE, nonce);
    }

    private static String read() {
        try (InputStream stream = ApiDescription.class.getClassLoader().getResourceAsStream(FILE)) {
            return new String(Objects.requireNonNull(stream, FILE).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + FILE, e);
        }
    }
}
