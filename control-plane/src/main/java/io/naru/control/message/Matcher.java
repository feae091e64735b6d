package io.naru.control.message;

import io.naru.control.filter.Filter;
import io.naru.control.filter.FilterRun;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Whether a message is one that was asked for. Used by one stream's thread only.
final class Matcher {
    private final String text;
    private final @Nullable FilterRun filter;

    Matcher(StreamQuery query) {
        this.text = query.text();
        Filter wanted = query.filter();
        this.filter = wanted == null ? null : new FilterRun(wanted);
    }

    boolean matches(ConsumerRecord<byte[], byte[]> record, int size) {
        return Rendering.contains(record, text) && (filter == null || filter.matches(record, size));
    }

    /// Nothing without a filter.
    Optional<FilterRun> run() {
        return Optional.ofNullable(filter);
    }
}
