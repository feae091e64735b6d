package io.naru.bench.beside;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What was measured, by measure and contestant, and the table of medians.
final class Measures {
    /// @param higherIsBetter which way a ratio above 1 points
    /// @param goal           as a ratio Naru : Kafka, empty where there is none
    record Measure(String name, String unit, boolean higherIsBetter, String goal) {}

    private final Map<Measure, Map<String, List<Double>>> values = new LinkedHashMap<>();

    void add(Measure measure, String contestant, double value) {
        values.computeIfAbsent(measure, _ -> new LinkedHashMap<>())
                .computeIfAbsent(contestant, _ -> new ArrayList<>())
                .add(value);
    }

    String table(String naru, String kafka) {
        StringBuilder table = new StringBuilder("| measure | unit | " + naru + " | " + kafka + " | ratio | goal |\n")
                .append("|---|---|---:|---:|---:|---|\n");
        values.forEach((measure, by) -> {
            List<Double> ours = by.getOrDefault(naru, List.of());
            List<Double> theirs = by.getOrDefault(kafka, List.of());
            String ratio = ours.isEmpty() || theirs.isEmpty()
                    ? ""
                    : String.format(Locale.ROOT, "%.2f", median(ours) / median(theirs));
            table.append("| %s | %s | %s | %s | %s | %s |\n"
                    .formatted(
                            measure.name(),
                            measure.unit() + (measure.higherIsBetter() ? " (more is better)" : " (less is better)"),
                            shown(ours),
                            shown(theirs),
                            ratio,
                            measure.goal()));
        });
        return table.toString();
    }

    private static String shown(List<Double> values) {
        if (values.isEmpty()) {
            return "-";
        }
        double least = values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double most = values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        return String.format(Locale.ROOT, "%s (%s-%s)", rounded(median(values)), rounded(least), rounded(most));
    }

    private static String rounded(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
