package io.naru.control.http;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The two shapes in which a [Refusal] leaves.
public final class ErrorBody {
    private ErrorBody() {}

    /// The management API's and the console's.
    @Serdeable(naming = SnakeCaseStrategy.class)
    public record Errors(List<Item> errors) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    public record Item(
            String id,
            String status,
            String code,
            String title,
            String detail,
            @Nullable Source source) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    public record Source(@Nullable String pointer, @Nullable String parameter) {}

    /// Kafka REST's.
    @Serdeable(naming = SnakeCaseStrategy.class)
    public record Kafka(int errorCode, String message) {}

    public static Errors errors(Refusal refusal, String requestId) {
        Refusal.Source source = refusal.source();
        return new Errors(List.of(new Item(
                requestId,
                Integer.toString(refusal.status()),
                refusal.code(),
                refusal.title(),
                refusal.detail(),
                source == null ? null : new Source(source.pointer(), source.parameter()))));
    }

    static Kafka kafka(Refusal refusal) {
        return new Kafka(refusal.kafkaCode(), refusal.detail());
    }
}
