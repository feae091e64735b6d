package io.naru.control.local;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import io.naru.control.cluster.ClientAccess;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The files of the local directory, readable by their owner only.
@Singleton
@Requires(property = LocalFiles.DIRECTORY)
class LocalFiles {
    static final String DIRECTORY = "naru.local.directory";

    private static final String LOGIN = "login.json";
    private static final String JAVA_CLIENT = "local.properties";
    private static final String LIBRDKAFKA = "librdkafka.properties";
    private static final Pattern JAAS = Pattern.compile("username=\"([A-Z0-9]+)\" password=\"([A-Za-z0-9_-]+)\"");

    record Key(String id, String secret) {}

    record Login(String email, String password) {}

    private final Path directory;
    private final JsonMapper json;
    private final ClientAccess access;

    LocalFiles(@Value("${" + DIRECTORY + "}") String directory, JsonMapper json, ClientAccess access) {
        this.directory = Path.of(directory);
        this.json = json;
        this.access = access;
    }

    Optional<Login> login() throws IOException {
        Path file = directory.resolve(LOGIN);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        JsonNode node = json.readValue(Files.readString(file), JsonNode.class);
        if (node == null || !node.isObject()) {
            return Optional.empty();
        }
        String email = text(node, "email");
        String password = text(node, "password");
        return email == null || password == null ? Optional.empty() : Optional.of(new Login(email, password));
    }

    private static @Nullable String text(JsonNode node, String name) {
        JsonNode member = node.get(name);
        return member != null && member.isString() ? member.getStringValue() : null;
    }

    Optional<Key> key() throws IOException {
        Path file = directory.resolve(JAVA_CLIENT);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        properties.load(new StringReader(Files.readString(file)));
        Matcher matcher = JAAS.matcher(properties.getProperty("sasl.jaas.config", ""));
        return matcher.find() ? Optional.of(new Key(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    void write(String url, Login login) throws IOException {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("url", url);
        members.put("email", login.email());
        members.put("password", login.password());
        write(LOGIN, json.writeValueAsString(members) + "\n");
    }

    void write(Key key) throws IOException {
        Optional<Path> authority = Optional.empty();
        String caPem = access.caPem();
        if (caPem != null) {
            write("ca.pem", caPem);
            authority = Optional.of(directory.resolve("ca.pem").toAbsolutePath());
        }
        String connection =
                "bootstrap.servers=" + access.bootstrap() + "\nsecurity.protocol=" + access.security() + "\n";
        write(
                LIBRDKAFKA,
                connection + "sasl.mechanisms=PLAIN\nsasl.username=" + key.id() + "\nsasl.password=" + key.secret()
                        + "\n"
                        + authority
                                .map(path -> "ssl.ca.location=" + path + "\n")
                                .orElse(""));
        write(
                JAVA_CLIENT,
                connection + "sasl.mechanism=PLAIN\n"
                        + "sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username=\""
                        + key.id() + "\" password=\"" + key.secret() + "\";\n"
                        + authority
                                .map(path -> "ssl.truststore.type=PEM\nssl.truststore.location=" + path + "\n")
                                .orElse(""));
    }

    /// Replaces a file as a whole, so that nobody reads half of it.
    private void write(String name, String content) throws IOException {
        Files.createDirectories(directory);
        Path next = Files.createTempFile(
                directory,
                name,
                ".next",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(next, content);
        Files.move(next, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
