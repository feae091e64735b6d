package io.naru.control.http;

import io.micronaut.http.sse.Event;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Server-sent events whose data is one line of JSON.
@Singleton
public class JsonEvents {
    private final JsonMapper json;

    JsonEvents(JsonMapper json) {
        this.json = json;
    }

    public Event<String> of(String name, Object data) {
        try {
            return Event.of(json.writeValueAsString(data)).name(name);
        } catch (IOException e) {
            throw new UncheckedIOException("writing JSON to memory", e);
        }
    }

    /// The end of a stream that could not go on. Its status was told long before.
    public Event<String> failure(Refusal refusal, String requestId) {
        return of("failure", ErrorBody.errors(refusal, requestId));
    }
}
