package io.naru.control.filter;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Prints how many messages a second one thread filters; run by hand, the figures stand in the room's description.
final class FilterSpeed {
    private static final int ROUNDS = 8;
    private static final int MESSAGES = 300_000;

    private FilterSpeed() {}

    public static void main(String[] arguments) {
        String value = "{\"amount\":12.5,\"who\":{\"name\":\"Kim\"},\"items\":["
                + "{\"sku\":\"A-1\",\"n\":2},".repeat(37) + "{\"sku\":\"B\",\"n\":1}],\"paid\":true}";
        System.out.println("value of " + value.length() + " bytes");
        measure("partition == 3 && offset > 5 && headers.source == 'web'", value);
        measure("value.amount > 10 && value.who.name == 'Lee'", value);
        measure("valueText.contains('Lee')", value);
    }

    private static void measure(String expression, String value) {
        FilterRun run = new FilterRun(Filter.of(expression));
        var record = new ConsumerRecord<>("orders", 3, 17, new byte[8], value.getBytes(StandardCharsets.UTF_8));
        record.headers().add("source", "app".getBytes(StandardCharsets.UTF_8));
        long best = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long begun = System.nanoTime();
            for (int i = 0; i < MESSAGES; i++) {
                run.matches(record, value.length());
            }
            best = Math.min(best, System.nanoTime() - begun);
        }
        System.out.printf("%,12d a second  %s%n", MESSAGES * 1_000_000_000L / best, expression);
    }
}
