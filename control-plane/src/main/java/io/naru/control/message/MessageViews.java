package io.naru.control.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Messages as the console gets them. Offsets and counts are strings: a browser's numbers end at 2^53.
final class MessageViews {
    private MessageViews() {}

    /// Bytes as text where they are UTF-8, else as base64; perhaps only their beginning.
    ///
    /// @param size bytes of the whole
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Payload(String encoding, String data, int size, boolean truncated) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Header(
            String name,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Payload value) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Message(
            String topic,
            int partition,
            String offset,
            String timestamp,
            String timestampType,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Payload key,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Payload value,

            List<Header> headers,
            int size) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Frame(
            List<Message> rows,
            String seen,
            String shown,
            String leftOut,
            String bytes,
            double rate,
            double bytesRate,
            String remaining,
            @Nullable String total,
            @Nullable Long secondsLeft,
            @Nullable String notEvaluated,
            @Nullable String notEvaluatedExample,
            String positions,
            String at) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record End(String reason, String positions) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Produced(String topic, int partition, String offset, String timestamp, int tookMs) {}
}
