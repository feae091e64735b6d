package io.naru.sdk;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/// A cluster, and the official clients for it. Immutable; the clients it makes belong to the caller, who closes them.
public final class Naru {
    private final Map<String, String> settings;

    private Naru(Map<String, String> settings) {
        this.settings = Map.copyOf(settings);
    }

    /// Over TLS with the machine's trusted authorities, as clusters outside this machine are reached.
    ///
    /// @param bootstrap host and port, several separated by commas
    public static Naru connect(String bootstrap, ApiKey key) {
        return new Naru(Map.of(
                "bootstrap.servers",
                bootstrap,
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                key.loginLine()));
    }

    /// From a file such as the console's download or `.naru/local.properties` of `./naru up`.
    ///
    /// @throws IllegalArgumentException when the file lacks what a client needs; the message names it
    public static Naru fromProperties(Path file) throws IOException {
        Properties read = new Properties();
        try (Reader text = Files.newBufferedReader(file)) {
            read.load(text);
        }
        for (String needed :
                new String[] {"bootstrap.servers", "security.protocol", "sasl.mechanism", "sasl.jaas.config"}) {
            if (read.getProperty(needed, "").isBlank()) {
                throw new IllegalArgumentException(file + " has no " + needed);
            }
        }
        ApiKey.fromLoginLine(read.getProperty("sasl.jaas.config"));
        Map<String, String> settings = new HashMap<>();
        read.stringPropertyNames().forEach(name -> settings.put(name, read.getProperty(name)));
        return new Naru(settings);
    }

    /// An idempotent producer that counts a record as sent when it is as safe as its topic promises (acks=all).
    ///
    /// @param more settings of the official client that win over these
    public <K, V> KafkaProducer<K, V> producer(Serializer<K> keys, Serializer<V> values, Map<String, ?> more) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.putAll(more);
        return new KafkaProducer<>(all, keys, values);
    }

    /// A consumer in a group that starts with the oldest record and commits only when told to.
    ///
    /// @param more settings of the official client that win over these
    public <K, V> KafkaConsumer<K, V> consumer(
            String group, Deserializer<K> keys, Deserializer<V> values, Map<String, ?> more) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        all.putAll(more);
        return new KafkaConsumer<>(all, keys, values);
    }

    public Admin admin() {
        return Admin.create(new HashMap<>(settings));
    }

    /// What any Kafka client needs to connect, the secret included.
    public Map<String, String> settings() {
        return settings;
    }
}
