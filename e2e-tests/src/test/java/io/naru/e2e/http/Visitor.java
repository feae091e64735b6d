package io.naru.e2e.http;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/// Somebody who calls the API with what the description's examples say, and with ids put into them.
public final class Visitor {
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String base;
    private final String name;
    private final Map<String, String> headers;

    private Visitor(String base, String name, Map<String, String> headers) {
        this.base = base;
        this.name = name;
        this.headers = headers;
    }

    public static Visitor nobody(String base) {
        return new Visitor(base, "nobody", Map.of());
    }

    public static Visitor withSession(String base, Map<String, String> headers) {
        return new Visitor(base, "a person", headers);
    }

    public static Visitor withKey(String base, String id, String secret) {
        String credentials = Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
        return new Visitor(base, "key " + id, Map.of("Authorization", "Basic " + credentials));
    }

    public record Answer(int status, String body) {}

    public String get(String path) {
        return send("GET", path, BodyPublishers.noBody()).body();
    }

    public Answer asks(Description.Operation operation, Belongings ids) {
        String query = operation.query().entrySet().stream()
                .filter(parameter -> !parameter.getValue().isEmpty())
                .map(parameter -> parameter.getKey() + "="
                        + URLEncoder.encode(ids.in(parameter.getValue()), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        String path = ids.path(operation) + (query.isEmpty() ? "" : "?" + query);
        return send(
                operation.method(),
                path,
                operation
                        .body()
                        .map(example -> BodyPublishers.ofString(ids.in(example).toString()))
                        .orElseGet(BodyPublishers::noBody));
    }

    private Answer send(String method, String path, HttpRequest.BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, body)
                .header("Accept", "*/*")
                .header("Content-Type", "application/json");
        headers.forEach(request::header);
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException failed) {
            throw new AssertionError(method + " " + path + ": " + failed, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
