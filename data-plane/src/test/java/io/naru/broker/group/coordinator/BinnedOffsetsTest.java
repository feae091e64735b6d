package io.naru.broker.group.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.broker.group.model.MemberIdentity;
import io.naru.broker.group.model.OffsetKey;
import io.naru.broker.metadata.BinnedTopic;
import io.naru.broker.metadata.MetadataImage;
import io.naru.broker.metadata.PartitionImage;
import io.naru.broker.metadata.TopicImage;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePVector;

class BinnedOffsetsTest {
    private static final UUID ORDERS = Consumers.TOPIC_ID;
    private static final UUID NEW_ORDERS = new UUID(2, 2);
    private static final MemberIdentity NOBODY = new MemberIdentity("", null);

    private MetadataImage image = MetadataImage.EMPTY.withTopic(topic(ORDERS, "orders"));
    private final Consumers consumers = new Consumers(GroupSettings.defaults(), () -> image);

    @Test
    void comeBackWithTheirTopic() {
        consumers.commitFromOutside("orders", 5).answer();

        delete();
        assertThat(consumers.committed("orders")).isEqualTo(-1);
        restore("orders");

        assertThat(consumers.committed("orders")).isEqualTo(5);
    }

    @Test
    void comeBackUnderTheTopicsNewName() {
        consumers.commitFromOutside("orders", 5).answer();
        delete();
        image = image.withTopic(topic(NEW_ORDERS, "orders"));
        consumers.commit(NOBODY, -1, NEW_ORDERS, "orders", 70).answer();

        restore("orders-2");

        assertThat(consumers.committed("orders-2")).isEqualTo(5);
        assertThat(consumers.committed("orders")).isEqualTo(70);
    }

    @Test
    void areNotThoseOfATopicMadeMeanwhile() {
        consumers.commitFromOutside("orders", 5).answer();
        delete();
        image = image.withTopic(topic(NEW_ORDERS, "orders"));
        consumers.commit(NOBODY, -1, NEW_ORDERS, "orders", 70).answer();
        image = image.withoutTopic(NEW_ORDERS);
        consumers.host.coordinator().topicDeleted("lkc-a", "orders", NEW_ORDERS);

        restore("orders");

        assertThat(consumers.committed("orders")).isEqualTo(5);
    }

    @Test
    void surviveARestartInTheBin() {
        consumers.commitFromOutside("orders", 5).answer();
        delete();
        assertThat(consumers.committed("orders")).isEqualTo(-1);

        consumers.host.restart();
        restore("orders-2");

        assertThat(consumers.committed("orders-2")).isEqualTo(5);
    }

    @Test
    void areFoundThoughNoCoordinatorHeardOfTheDeletion() {
        consumers.commitFromOutside("orders", 5).answer();

        delete();
        restore("orders-2");
        consumers.host.restart();

        assertThat(consumers.committed("orders-2")).isEqualTo(5);
        assertThat(consumers.committed("orders")).isEqualTo(-1);
    }

    @Test
    void takeACommitThatWasUnderWayWhenTheTopicWasDeleted() {
        consumers.commitFromOutside("orders", 5).answer();
        delete();
        image = image.withTopic(topic(NEW_ORDERS, "orders"));
        consumers.commit(NOBODY, -1, NEW_ORDERS, "orders", 70).answer();

        consumers.commit(NOBODY, -1, ORDERS, "orders", 6).answer();

        assertThat(consumers.committed("orders")).isEqualTo(70);
        restore("orders-2");
        assertThat(consumers.committed("orders-2")).isEqualTo(6);
    }

    @Test
    void endWithTheirTopicAndWithTheirGroup() {
        consumers.commitFromOutside("orders", 5).answer();
        delete();
        assertThat(consumers.listed("lkc-a")).containsExactly("orders");

        consumers.host.coordinator().topicDeleted("lkc-a", "orders", ORDERS);
        assertThat(consumers.listed("lkc-a")).isEmpty();

        restore("orders");
        consumers.commitFromOutside("orders", 5).answer();
        delete();
        consumers.delete().answer();
        restore("orders");
        assertThat(consumers.fetch().answer()).doesNotContainKey(new OffsetKey("orders", 0));
    }

    @Test
    void haveTheirWholeRetentionBeforeThem() {
        consumers.commitFromOutside("orders", 5).answer();
        delete();
        consumers.committed("orders");
        consumers.host.advanceMs(GroupSettings.defaults().offsetRetentionMs());

        restore("orders");
        consumers.committed("orders");
        consumers.host.advanceMs(GroupSettings.defaults().offsetRetentionMs() / 2);

        assertThat(consumers.committed("orders")).isEqualTo(5);
    }

    private void delete() {
        TopicImage topic = image.topicsById().get(ORDERS);
        image = image.withBinned(new BinnedTopic(topic, 9, 0, Long.MAX_VALUE, "u-1"));
    }

    private void restore(String name) {
        image = image.withoutTopic(ORDERS).withTopic(topic(ORDERS, name));
    }

    private static TopicImage topic(UUID id, String name) {
        return new TopicImage(
                id, "lkc-a", name, (short) 1, TreePVector.<PartitionImage>empty(), HashTreePMap.empty(), false);
    }
}
