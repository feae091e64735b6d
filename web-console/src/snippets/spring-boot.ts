import { type Access, CA_FILE, caFile, type Demo } from "./access";

const SPRING_BOOT = "4.0.0";

function properties(access: Access, group: string): string {
  return [
    `spring.kafka.bootstrap-servers=${access.bootstrap}`,
    `spring.kafka.properties.security.protocol=${access.protocol}`,
    "spring.kafka.properties.sasl.mechanism=PLAIN",
    `spring.kafka.properties.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="${access.key}" password="${access.secret}";`,
    ...(access.caPem
      ? [
          "spring.kafka.properties.ssl.truststore.type=PEM",
          `spring.kafka.properties.ssl.truststore.location=${CA_FILE}`,
        ]
      : []),
    `spring.kafka.consumer.group-id=${group}`,
    "spring.kafka.consumer.auto-offset-reset=earliest",
    "spring.main.banner-mode=off",
    "logging.level.root=warn",
  ].join("\n");
}

/** An application of one file; it ends when the listener has seen ten messages. */
export function springBoot(access: Access, { topic, group }: Demo): string {
  return `mkdir -p naru-spring/src/main/java/hello naru-spring/src/main/resources && cd naru-spring
${caFile(access)}cat > src/main/resources/application.properties <<'EOF'
${properties(access, group)}
EOF
cat > pom.xml <<'EOF'
<project>
  <modelVersion>4.0.0</modelVersion>
  <parent>
    <groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>${SPRING_BOOT}</version>
    <relativePath/>
  </parent>
  <groupId>hello</groupId><artifactId>naru</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-kafka</artifactId></dependency>
  </dependencies>
  <build><plugins>
    <plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin>
  </plugins></build>
</project>
EOF
cat > src/main/java/hello/HelloNaru.java <<'EOF'
package hello;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;

@SpringBootApplication
public class HelloNaru {
    private final CountDownLatch unread = new CountDownLatch(10);

    @KafkaListener(topics = "${topic}")
    void consume(String order) {
        System.out.println("consumed " + order);
        unread.countDown();
    }

    void waitForTen() throws InterruptedException {
        if (!unread.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("nothing to read for 60 s");
        }
    }

    public static void main(String[] args) throws Exception {
        try (var context = SpringApplication.run(HelloNaru.class, args)) {
            @SuppressWarnings("unchecked")
            KafkaTemplate<String, String> kafka = context.getBean(KafkaTemplate.class);
            for (int i = 1; i <= 10; i++) {
                var order = "{\\"id\\": " + i + ", \\"amount\\": " + i * 5 + "}";
                var sent = kafka.send("${topic}", "order-" + i, order).get().getRecordMetadata();
                System.out.println("produced order-" + i + " partition " + sent.partition() + " offset " + sent.offset());
            }
            context.getBean(HelloNaru.class).waitForTen();
        }
    }
}
EOF
mvn -q spring-boot:run
`;
}
