package io.naru.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.naru.e2e.clients.JavaClient;
import io.naru.e2e.system.RunningNaru;
import io.naru.e2e.system.WholeSystem;
import io.naru.e2e.tenant.ClusterKey;
import io.naru.e2e.tenant.Tenant;
import io.naru.e2e.wire.Belongings;
import io.naru.e2e.wire.Trespass;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Two customers with equal names for everything never meet.
@ExtendWith(WholeSystem.class)
class IsolationIT {
    private final ClusterKey acme;
    private final ClusterKey rival;
    private final Tenant.Cluster acmesCluster;
    private final Tenant.Cluster rivalsCluster;

    IsolationIT(RunningNaru naru) {
        acmesCluster = Tenant.signsUp(naru, "Acme").createsCluster("orders");
        rivalsCluster = Tenant.signsUp(naru, "Rival").createsCluster("orders");
        acme = acmesCluster.createsKey("ClusterAdmin");
        rival = rivalsCluster.createsKey("ClusterAdmin");
    }

    @Test
    void equalNamesHoldDifferentRecordsAndOffsets() throws Exception {
        acmesCluster.createsTopic("orders", 1);
        rivalsCluster.createsTopic("orders", 1);
        produces(acme, "of acme");
        produces(rival, "of rival");
        produces(rival, "of rival too");

        assertThat(reads(acme, "billing")).containsExactly("of acme");
        assertThat(reads(rival, "billing")).containsExactly("of rival", "of rival too");

        assertThat(committed(acme, "billing")).isEqualTo(1);
        assertThat(committed(rival, "billing")).isEqualTo(2);
    }

    @Test
    void whatBelongsToAnotherAnswersLikeWhatNeverWas() throws Exception {
        acmesCluster.createsTopic("secrets", 1);
        Uuid acmesTopic = topicId(acme, "secrets");

        try (Admin admin = Admin.create(rival.javaSettings())) {
            assertThat(admin.listTopics().names().get()).doesNotContain("secrets");
            assertThatThrownBy(() -> admin.describeTopics(List.of("secrets"))
                            .allTopicNames()
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
            String ofAnother = refusal(admin, acmesTopic);
            String ofNobody = refusal(admin, Uuid.randomUuid());
            assertThat(ofAnother).isEqualTo(ofNobody);
            assertThat(admin.listGroups().all().get()).isEmpty();
        }
        int foreign = acmesCluster
                .owner()
                .session()
                .get("/kafka/v3/clusters/" + rivalsCluster.id() + "/topics")
                .status();
        int unknown = acmesCluster
                .owner()
                .session()
                .get("/kafka/v3/clusters/lkc-000000/topics")
                .status();
        assertThat(foreign).isEqualTo(unknown).isEqualTo(404);
    }

    @Test
    void everyApiAnswersForWhatBelongsToAnotherAsForWhatNeverWas() throws Exception {
        List<Trespass> trespasses = Trespass.all(rival);
        List<Belongings> owned = inParallel(trespasses.size(), () -> Belongings.make(acme));
        SoftAssertions all = new SoftAssertions();
        for (int number = 0; number < trespasses.size(); number++) {
            Trespass trespass = trespasses.get(number);
            Trespass.Heard heard = trespass.asks(rival, owned.get(number));
            all.assertThat(heard.ofTheOwners()).as("%s", trespass).isEqualTo(heard.ofNobodys());
        }
        for (int number = 0; number < trespasses.size(); number++) {
            Trespass trespass = trespasses.get(number);
            Trespass.Heard heard = trespass.asks(acme, owned.get(number));
            if (trespass.tellsTheOwner()) {
                all.assertThat(heard.ofTheOwners())
                        .as("%s, asked by the owner: what was tried is there, unharmed", trespass)
                        .isNotEqualTo(heard.ofNobodys());
            }
        }
        all.assertAll();
    }

    /// A new group waits a while for more members: many are made at once.
    private static <T> List<T> inParallel(int count, Callable<T> one) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(32)) {
            List<T> made = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(Collections.nCopies(count, one))) {
                made.add(future.get());
            }
            return made;
        }
    }

    private static String refusal(Admin admin, Uuid topic) throws InterruptedException {
        try {
            admin.describeTopics(TopicCollection.ofTopicIds(Set.of(topic)))
                    .allTopicIds()
                    .get();
            return "described";
        } catch (ExecutionException refused) {
            assertThat(refused.getCause()).isInstanceOf(UnknownTopicIdException.class);
            return refused.getCause().getMessage().replace(topic.toString(), "TOPIC");
        }
    }

    private static Uuid topicId(ClusterKey key, String topic) throws Exception {
        try (Admin admin = Admin.create(key.javaSettings())) {
            return admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .topicId();
        }
    }

    private static void produces(ClusterKey key, String value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = JavaClient.producer(key, Map.of())) {
            producer.send(new ProducerRecord<>("orders", value.getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
    }

    private static List<String> reads(ClusterKey key, String group) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = JavaClient.consumer(key, Map.of("group.id", group))) {
            consumer.subscribe(List.of("orders"));
            long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            int quiet = 0;
            while (System.nanoTime() < end && (values.isEmpty() || quiet < 3)) {
                int before = values.size();
                consumer.poll(Duration.ofMillis(300))
                        .forEach(one -> values.add(new String(one.value(), StandardCharsets.UTF_8)));
                quiet = values.size() == before ? quiet + 1 : 0;
            }
            consumer.commitSync();
        }
        return values;
    }

    private static long committed(ClusterKey key, String group) throws Exception {
        try (Admin admin = Admin.create(key.javaSettings())) {
            Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return offsets.get(new TopicPartition("orders", 0)).offset();
        }
    }
}
