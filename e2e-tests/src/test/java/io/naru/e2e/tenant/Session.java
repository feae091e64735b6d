package io.naru.e2e.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A browser's session with the control plane: cookie and CSRF token.
public final class Session {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final String base;
    private String csrfToken = "";

    Session(String base) {
        this(
                HttpClient.newBuilder()
                        .cookieHandler(new CookieManager())
                        .connectTimeout(Duration.ofSeconds(5))
                        .build(),
                base);
    }

    private Session(HttpClient http, String base) {
        this.http = http;
        this.base = base;
    }

    /// Nobody's yet.
    public static Session nobody(String base) {
        return new Session(base);
    }

    /// The same session, with another control plane of the same Naru.
    public Session with(String otherBase) {
        Session same = new Session(http, otherBase);
        same.csrfToken = csrfToken;
        return same;
    }

    /// An answer of the API.
    public record Answer(int status, JsonNode body) {
        public Answer expect(int wanted) {
            if (status != wanted) {
                throw new AssertionError("HTTP " + status + " instead of " + wanted + ": " + body);
            }
            return this;
        }
    }

    void rememberCsrf(JsonNode me) {
        csrfToken = Disclosed.remember(me.path("session").path("csrf_token").asText());
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer post(String path, Map<String, ?> body) {
        return send("POST", path, body);
    }

    public Answer patch(String path, Map<String, ?> body) {
        return send("PATCH", path, body);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    /// What a caller outside this JVM sends to be taken for this session.
    public Map<String, String> headers() {
        CookieManager cookies = (CookieManager) http.cookieHandler().orElseThrow();
        String cookie = cookies.getCookieStore().getCookies().stream()
                .map(held -> held.getName() + "=" + held.getValue())
                .collect(Collectors.joining("; "));
        return Map.of("Cookie", cookie, "Naru-CSRF-Token", csrfToken);
    }

    /// A stream of events as it comes; closing it hangs up.
    public record Events(int status, BufferedReader lines) implements AutoCloseable {
        /// The data of the next event, or nothing at the stream's end.
        public Optional<JsonNode> next() throws IOException {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data:")) {
                    return Optional.of(JSON.readTree(line.substring("data:".length())));
                }
            }
            return Optional.empty();
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    public Events events(String path) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = http.send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Accept", "text/event-stream")
                        .build(),
                BodyHandlers.ofInputStream());
        return new Events(
                answer.statusCode(), new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8)));
    }

    private Answer send(String method, String path, @Nullable Map<String, ?> body) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                    .timeout(Duration.ofSeconds(30))
                    .method(
                            method,
                            body == null
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofString(JSON.writeValueAsString(body)))
                    .header("Accept", "application/json");
            if (body != null) {
                request.header("Content-Type", "application/json");
            }
            if (!csrfToken.isEmpty()) {
                request.header("Naru-CSRF-Token", csrfToken);
            }
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            answer.headers()
                    .firstValue("Set-Cookie")
                    .map(cookie -> cookie.replaceFirst("^[^=]+=([^;]*).*", "$1"))
                    .filter(token -> !token.isEmpty())
                    .ifPresent(Disclosed::remember);
            return new Answer(answer.statusCode(), JSON.readTree(answer.body().isBlank() ? "null" : answer.body()));
        } catch (IOException failed) {
            throw new AssertionError(method + " " + path + ": " + failed, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
