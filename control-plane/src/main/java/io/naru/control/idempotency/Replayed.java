package io.naru.control.idempotency;

import io.micronaut.http.HttpResponse;

/// Marks an answer that was given before: nothing happened this time.
public final class Replayed {
    static final String HEADER = "Idempotency-Replayed";

    private Replayed() {}

    public static boolean is(HttpResponse<?> response) {
        return response.getHeaders().contains(HEADER);
    }
}
