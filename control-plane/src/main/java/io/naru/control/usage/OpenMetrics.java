package io.naru.control.usage;

import java.util.function.Consumer;

/// Text in OpenMetrics 1.0.
final class OpenMetrics {
    static final String MEDIA_TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final StringBuilder text = new StringBuilder(4_096);

    /// Writes the samples of one metric.
    final class Family {
        private final String sample;

        private Family(String sample) {
            this.sample = sample;
        }

        void sample(String labels, Number value) {
            text.append(sample)
                    .append('{')
                    .append(labels)
                    .append("} ")
                    .append(value)
                    .append('\n');
        }
    }

    void counter(String name, String help, Consumer<Family> samples) {
        describe(name, "counter", help);
        samples.accept(new Family(name + "_total"));
    }

    void gauge(String name, String help, Consumer<Family> samples) {
        describe(name, "gauge", help);
        samples.accept(new Family(name));
    }

    private void describe(String name, String type, String help) {
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    }

    /// A label with its value quoted.
    static String label(String name, String value) {
        return name + "=\"" + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    String end() {
        return text.append("# EOF\n").toString();
    }
}
