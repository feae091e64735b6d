import { type Access, caFile, type Demo, javaProperties } from "./access";

const KAFKA_CLIENTS = "4.4.0";

/** A complete program in one file; Maven only fetches the client library. */
export function java(access: Access, { topic, group }: Demo): string {
  return `mkdir -p naru-java && cd naru-java
${caFile(access)}cat > client.properties <<'EOF'
${javaProperties(access).trim()}
EOF
cat > pom.xml <<'EOF'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>hello</groupId><artifactId>naru</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka-clients</artifactId><version>${KAFKA_CLIENTS}</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
EOF
cat > HelloNaru.java <<'EOF'
import java.io.FileReader;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

public class HelloNaru {
    public static void main(String[] args) throws Exception {
        var config = new Properties();
        try (var file = new FileReader("client.properties")) {
            config.load(file);
        }
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            for (int i = 1; i <= 10; i++) {
                var order = "{\\"id\\": " + i + ", \\"amount\\": " + i * 5 + "}";
                var ack = producer.send(new ProducerRecord<>("${topic}", "order-" + i, order)).get();
                System.out.println("produced partition " + ack.partition() + " offset " + ack.offset());
            }
        }
        config.put("group.id", "${group}");
        config.put("auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("${topic}"));
            for (int read = 0; read < 10; ) {
                for (var message : consumer.poll(Duration.ofSeconds(1))) {
                    read++;
                    System.out.println("consumed " + message.key() + ": " + message.value());
                }
            }
        }
    }
}
EOF
mvn -q dependency:copy-dependencies -DoutputDirectory=lib && java -cp 'lib/*' HelloNaru.java
`;
}
