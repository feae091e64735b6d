package io.naru.broker.metrics;

/// Prometheus' text format (version 0.0.4), written by hand: a dozen lines of code instead of a library that would cost
/// start-up time and memory.
final class PrometheusText {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder text = new StringBuilder(8_192);

    enum Type {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    void describe(String name, Type type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ');
        text.append(
                switch (type) {
                    case COUNTER -> "counter";
                    case GAUGE -> "gauge";
                    case HISTOGRAM -> "histogram";
                });
        text.append('\n');
    }

    /// @param labels `name="value"` pairs with commas between them, or nothing
    void sample(String name, String labels, long value) {
        start(name, labels).append(value).append('\n');
    }

    void sample(String name, String labels, double value) {
        start(name, labels).append(value).append('\n');
    }

    void bucket(String name, String labels, String upperBound, long count) {
        String le = "le=\"" + upperBound + '"';
        sample(name + "_bucket", labels.isEmpty() ? le : labels + "," + le, count);
    }

    private StringBuilder start(String name, String labels) {
        text.append(name);
        if (!labels.isEmpty()) {
            text.append('{').append(labels).append('}');
        }
        return text.append(' ');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
