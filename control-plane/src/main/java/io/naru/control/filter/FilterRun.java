package io.naru.control.filter;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelVariableResolver;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// A filter at work on messages, counting those on which it could not be evaluated: they do not match. For one thread.
public final class FilterRun {
    private final Filter filter;
    private long notEvaluated;
    private @Nullable String example;

    public FilterRun(Filter filter) {
        this.filter = filter;
    }

    /// Whether the message matches; one that cannot be evaluated does not.
    ///
    /// @param size bytes of key, value and headers
    public boolean matches(ConsumerRecord<byte[], byte[]> record, int size) {
        try {
            Object result = filter.program().eval(new Variables(record, size));
            if (result instanceof Boolean matches) {
                return matches;
            }
            failed("the result is no true or false");
        } catch (CelEvaluationException e) {
            failed(Explanation.of(e));
        } catch (StackOverflowError | IllegalArgumentException | ClassCastException e) {
            failed("the expression does not fit the message");
        }
        return false;
    }

    private void failed(String reason) {
        notEvaluated++;
        if (example == null) {
            example = reason;
        }
    }

    public long notEvaluated() {
        return notEvaluated;
    }

    /// Why the first message that could not be evaluated could not.
    public Optional<String> example() {
        return Optional.ofNullable(example);
    }

    /// The names of one message. Decodes what is asked for, once.
    private static final class Variables implements CelVariableResolver {
        private final ConsumerRecord<byte[], byte[]> record;
        private final int size;
        private final Map<String, Object> decoded = new HashMap<>(4);

        Variables(ConsumerRecord<byte[], byte[]> record, int size) {
            this.record = record;
            this.size = size;
        }

        @Override
        public Optional<Object> find(String name) {
            return switch (name) {
                case "partition" -> Optional.of((long) record.partition());
                case "offset" -> Optional.of(record.offset());
                case "size" -> Optional.of((long) size);
                default -> {
                    Object value = decoded.get(name);
                    if (value == null) {
                        value = decode(name);
                        if (value != null) {
                            decoded.put(name, value);
                        }
                    }
                    yield Optional.ofNullable(value);
                }
            };
        }

        private @Nullable Object decode(String name) {
            return switch (name) {
                case "key" -> Decoding.value(record.key());
                case "value" -> Decoding.value(record.value());
                case "keyText" -> Decoding.text(record.key());
                case "valueText" -> Decoding.text(record.value());
                case "headers" -> headers();
                case "timestamp" -> Instant.ofEpochMilli(record.timestamp());
                default -> null;
            };
        }

        /// Of headers of one name the last counts, as in Kafka's own `lastHeader`.
        private Map<String, String> headers() {
            Map<String, String> headers = new HashMap<>();
            for (Header header : record.headers()) {
                headers.put(header.key(), Decoding.text(header.value()));
            }
            return headers;
        }
    }
}
