package io.naru.e2e.tenant;

import java.util.HashMap;
import java.util.Map;

/// What a Kafka client needs: where, how, as whom.
public record ClusterKey(String bootstrap, String security, String id, String secret) {
    /// For the official Java client.
    public Map<String, Object> javaSettings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrap);
        settings.put("security.protocol", security);
        if (security.startsWith("SASL")) {
            settings.put("sasl.mechanism", "PLAIN");
            settings.put(
                    "sasl.jaas.config",
                    "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
                            .formatted(id, secret));
        }
        return settings;
    }

    /// For the client programs of other languages.
    public Map<String, String> environment() {
        return Map.of(
                "NARU_BOOTSTRAP", bootstrap, "NARU_SECURITY", security, "NARU_USERNAME", id, "NARU_PASSWORD", secret);
    }
}
