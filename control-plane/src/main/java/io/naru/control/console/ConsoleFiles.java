package io.naru.control.console;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The console's files from the class path. Files with a hash in their name never change and are kept by browsers for
/// a year; the page
/// itself is asked for every time and carries a nonce of its own, without which no style and no script runs.
@Singleton
class ConsoleFiles {
    private static final String FOLDER = "web-console/";

    /// A worker obeys the policy that its own file comes with.
    private static final String FILE_POLICY =
            "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
    private static final String NONCE = "__CSP_NONCE__";
    private static final int NONCE_BYTES = 16;
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("webp", "image/webp"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("webmanifest", "application/manifest+json"));

    private record Encoding(String name, String suffix) {}

    private static final List<Encoding> ENCODINGS = List.of(new Encoding("br", ".br"), new Encoding("gzip", ".gz"));

    private final SecureRandom random = new SecureRandom();
    private final Map<String, byte[]> found = new ConcurrentHashMap<>();

    /// A file by its path, or nothing when there is none.
    Optional<HttpResponse<byte[]>> file(HttpRequest<?> request) {
        String path = request.getPath().substring(1);
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (type == null || path.contains("..") || path.equals("index.html")) {
            return Optional.empty();
        }
        return read(path).map(plain -> {
            String accepted = request.getHeaders().getFirst("Accept-Encoding").orElse("");
            for (Encoding encoding : ENCODINGS) {
                Optional<byte[]> packed =
                        accepted.contains(encoding.name()) ? read(path + encoding.suffix()) : Optional.empty();
                if (packed.isPresent()) {
                    return answer(path, type, packed.get()).header("Content-Encoding", encoding.name());
                }
            }
            return answer(path, type, plain);
        });
    }

    private static MutableHttpResponse<byte[]> answer(String path, String type, byte[] content) {
        boolean hashed = path.startsWith("assets/");
        return HttpResponse.ok(content)
                .contentType(MediaType.of(type))
                .header("Vary", "Accept-Encoding")
                .header("Content-Security-Policy", FILE_POLICY)
                .header("Cache-Control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
    }

    /// The page, whatever the path: the console finds its way by itself.
    Optional<HttpResponse<String>> page() {
        return read("index.html").map(html -> {
            String nonce = nonce();
            return HttpResponse.ok(new String(html, StandardCharsets.UTF_8).replace(NONCE, nonce))
                    .contentType(MediaType.of("text/html; charset=utf-8"))
                    .header("Cache-Control", "no-cache")
                    .header("Content-Security-Policy", policy(nonce));
        });
    }

    String nonce() {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    static String policy(String nonce) {
        return "default-src 'self'; script-src 'self' 'nonce-" + nonce + "'; style-src 'self' 'nonce-" + nonce
                + "'; img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self';"
                + " frame-ancestors 'none'";
    }

    private Optional<byte[]> read(String path) {
        byte[] known = found.get(path);
        if (known != null) {
            return Optional.of(known);
        }
        try (InputStream stream = ConsoleFiles.class.getClassLoader().getResourceAsStream(FOLDER + path)) {
            if (stream == null) {
                return Optional.empty();
            }
            byte[] content = stream.readAllBytes();
            found.put(path, content);
            return Optional.of(content);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + path, e);
        }
    }
}
