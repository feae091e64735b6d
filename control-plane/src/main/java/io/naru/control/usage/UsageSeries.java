package io.naru.control.usage;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.naru.control.access.Tenant;
import io.naru.control.database.TenantTransactions;
import io.naru.control.http.Times;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Answers charts: one value per step, nothing where nothing was measured.
@Singleton
class UsageSeries {
    private static final int MOST_STEPS = 400;
    private static final int BUSIEST = 10;

    /// What is asked for.
    ///
    /// @param step seconds; the smallest that fits when empty
    /// @param topics series of these topics; of the whole cluster when empty
    /// @param perTopic series of the busiest topics instead
    record Question(String lkc, Instant from, Instant to, OptionalInt step, List<String> topics, boolean perTopic) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Metrics(String clusterId, String from, String to, int step, List<Long> times, List<Series> series) {}

    @Serdeable(naming = SnakeCaseStrategy.class)
    record Series(String name, String unit, @Nullable String topic, List<@Nullable Double> values) {}

    /// One of the numbers that are kept.
    ///
    /// @param perSecond whether it is counted, and so shown as a rate
    private record Measure(
            String name,
            String unit,
            boolean perSecond,
            boolean ofTopics,
            ToLongFunction<SeriesRepository.Step> value) {}

    private static final List<Measure> MEASURES = List.of(
            new Measure("bytes_in", "B/s", true, true, SeriesRepository.Step::bytesIn),
            new Measure("bytes_out", "B/s", true, true, SeriesRepository.Step::bytesOut),
            new Measure("messages_in", "1/s", true, true, SeriesRepository.Step::messagesIn),
            new Measure("messages_out", "1/s", true, false, SeriesRepository.Step::messagesOut),
            new Measure("requests", "1/s", true, false, SeriesRepository.Step::requests),
            new Measure("connections", "1", false, false, SeriesRepository.Step::connections),
            new Measure("storage_bytes", "B", false, true, SeriesRepository.Step::storageBytes));

    private final SeriesRepository slices;
    private final TenantTransactions transactions;

    UsageSeries(SeriesRepository slices, TenantTransactions transactions) {
        this.slices = slices;
        this.transactions = transactions;
    }

    Metrics read(Tenant tenant, Question question) {
        long range =
                Math.max(1, Duration.between(question.from(), question.to()).toSeconds());
        boolean old = question.from().isBefore(Instant.now().minus(Slices.FINE_KEPT));
        int fits = Math.ceilDiv((int) Math.min(range, Integer.MAX_VALUE), MOST_STEPS);
        int smallest = Math.max(old ? Slices.COARSE_SECONDS : Slices.FINE_SECONDS, fits);
        int step = roundUp(Math.max(smallest, question.step().orElse(0)));
        int width = step % Slices.COARSE_SECONDS == 0 ? Slices.COARSE_SECONDS : Slices.FINE_SECONDS;
        Instant from = Slices.start(question.from(), step);
        long whole = Math.ceilDiv(Duration.between(from, question.to()).toSeconds(), (long) step);
        int steps = Math.clamp(whole, 1, MOST_STEPS + 1);
        Instant to = from.plusSeconds((long) steps * step);
        List<String> topics = new ArrayList<>();
        Map<String, SeriesRepository.Step[]> found = new HashMap<>();
        transactions.in(tenant, () -> {
            topics.addAll(topics(tenant, question, width, from, to));
            if (!topics.isEmpty()) {
                slices.steps(tenant.organizationId(), width, question.lkc(), topics, from, to, step)
                        .forEach(row -> found.computeIfAbsent(row.topic(), key -> new SeriesRepository.Step[steps])[
                                Math.clamp(row.number(), 0, steps - 1)] = row);
            }
            return true;
        });
        List<Series> series = topics.stream()
                .flatMap(topic -> MEASURES.stream()
                        .filter(measure -> topic.isEmpty() || measure.ofTopics())
                        .map(measure -> series(
                                measure, topic, step, found.getOrDefault(topic, new SeriesRepository.Step[steps]))))
                .toList();
        List<Long> times = IntStream.range(0, steps)
                .mapToObj(number -> from.getEpochSecond() + (long) number * step)
                .toList();
        return new Metrics(question.lkc(), Times.text(from), Times.text(to), step, times, series);
    }

    /// The empty name stands for the whole cluster.
    private List<String> topics(Tenant tenant, Question question, int width, Instant from, Instant to) {
        if (!question.topics().isEmpty()) {
            return question.topics();
        }
        return question.perTopic()
                ? slices.busiest(tenant.organizationId(), width, question.lkc(), from, to, BUSIEST)
                : List.of("");
    }

    /// Steps are whole slices: multiples of five seconds, and of five minutes from there on.
    private static int roundUp(int seconds) {
        int unit = seconds > Slices.COARSE_SECONDS ? Slices.COARSE_SECONDS : Slices.FINE_SECONDS;
        return Math.ceilDiv(seconds, unit) * unit;
    }

    private static Series series(Measure measure, String topic, int step, SeriesRepository.@Nullable Step[] rows) {
        List<@Nullable Double> values = new ArrayList<>(Arrays.stream(rows)
                .map(row -> row == null ? null : value(measure, step, row))
                .toList());
        return new Series(measure.name(), measure.unit(), topic.isEmpty() ? null : topic, values);
    }

    private static double value(Measure measure, int step, SeriesRepository.Step row) {
        double value = measure.value().applyAsLong(row);
        return measure.perSecond() ? Math.round(value / step * 1000) / 1000.0 : value;
    }
}
