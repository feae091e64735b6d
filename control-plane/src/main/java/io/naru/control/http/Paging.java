package io.naru.control.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.uri.UriBuilder;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Pages of a list, continued after the key of the last row: stable while rows come and go.
///
/// @param after key of the last row of the page before; null for the first page
public record Paging(int size, @Nullable String after) {
    public static final int MAX_SIZE = 100;
    private static final int DEFAULT_SIZE = 10;

    /// The envelope's `metadata` of a list. `next` is left out on the last page.
    @Serdeable(naming = SnakeCaseStrategy.class)
    public record Metadata(String first, @Nullable String next) {}

    public record Page<T>(List<T> rows, @Nullable String next) {
        public <R> Page<R> map(Function<T, R> view) {
            return new Page<>(rows.stream().map(view).toList(), next);
        }
    }

    public static Paging of(HttpRequest<?> request) {
        return of(request, DEFAULT_SIZE, MAX_SIZE);
    }

    public static Paging of(HttpRequest<?> request, int defaultSize, int maxSize) {
        int size = request.getParameters()
                .getFirst("page_size")
                .filter(text -> !text.isEmpty())
                .map(text -> size(text, maxSize))
                .orElse(defaultSize);
        String token = request.getParameters().getFirst("page_token").orElse("");
        return new Paging(size, token.isEmpty() ? null : decode(token));
    }

    private static int size(String text, int maxSize) {
        if (text.matches("[0-9]{1,6}") && Integer.parseInt(text) >= 1) {
            return Math.min(Integer.parseInt(text), maxSize);
        }
        throw Refusal.parameter("page_size", "page_size must be a whole number from 1 to " + maxSize + ".");
    }

    private static String decode(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.parameter("page_token", "page_token is not one that this server gave out.");
        }
    }

    /// Cuts a list that was read with one row more than fits.
    public <T> Page<T> page(List<T> rows, Function<T, String> key) {
        if (rows.size() <= size) {
            return new Page<>(rows, null);
        }
        List<T> shown = rows.subList(0, size);
        return new Page<>(List.copyOf(shown), key.apply(shown.getLast()));
    }

    /// The addresses of the first and the next page of this request's list.
    public Metadata metadata(HttpRequest<?> request, PublicUrls urls, @Nullable String next) {
        return new Metadata(link(request, urls, null), next == null ? null : link(request, urls, next));
    }

    private static String link(HttpRequest<?> request, PublicUrls urls, @Nullable String after) {
        UriBuilder uri = UriBuilder.of(urls.at(request.getPath()));
        request.getParameters().forEach((name, values) -> {
            if (!name.equals("page_token")) {
                uri.queryParam(name, values.toArray());
            }
        });
        if (after != null) {
            String token =
                    Base64.getUrlEncoder().withoutPadding().encodeToString(after.getBytes(StandardCharsets.UTF_8));
            uri.queryParam("page_token", token);
        }
        return uri.build().toString();
    }
}
