package io.naru.broker.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.naru.broker.controller.Command;
import io.naru.broker.controller.SteppedController;
import io.naru.broker.dispatch.Listener;
import io.naru.broker.dispatch.RecordedRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.message.DescribeConfigsRequestData;
import org.apache.kafka.common.message.DescribeConfigsRequestData.DescribeConfigsResource;
import org.apache.kafka.common.message.DescribeConfigsResponseData;
import org.apache.kafka.common.message.DescribeConfigsResponseData.DescribeConfigsResourceResult;
import org.apache.kafka.common.message.DescribeConfigsResponseData.DescribeConfigsResult;
import org.apache.kafka.common.message.DescribeConfigsResponseData.DescribeConfigsSynonym;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DescribeConfigsHandlerTest {
    private static final byte TOPIC = 2;
    private static final byte BROKER = 4;
    private static final byte OWN = 1;
    private static final byte DEFAULT = 5;

    private final SteppedController stepped = new SteppedController();

    @BeforeEach
    void makeTopic() {
        stepped.controller()
                .submit(new Command.CreateTopic(
                        "lkc-1",
                        "orders",
                        new UUID(7, 7),
                        Command.Layout.of(2, 3),
                        Map.of("retention.ms", "1000"),
                        "sa-1",
                        Command.Limits.NONE));
        stepped.settle();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void tellsEveryConfigurationAndWhereItComesFrom(int version) {
        var result = describe(version, resource(TOPIC, "orders"));

        assertThat(result.configs()).hasSize(TopicConfigs.all().size());
        assertThat(config(result, "retention.ms").value()).isEqualTo("1000");
        assertThat(config(result, "retention.ms").configSource()).isEqualTo(OWN);
        assertThat(config(result, "segment.bytes").value()).isEqualTo("1073741824");
        assertThat(config(result, "segment.bytes").configSource()).isEqualTo(DEFAULT);
        if (version >= 3) {
            assertThat(config(result, "retention.ms").configType()).isEqualTo((byte) 5);
        }
    }

    @Test
    void tellsThatATopicWithOneReplicaSyncsBeforeItAcknowledges() {
        assertThat(config(describe(4, resource(TOPIC, "orders")), "flush.messages")
                        .value())
                .isEqualTo("1");
    }

    @Test
    void leavesOutWhatIsAskedForByNameAndDoesNotExist() {
        var asked = resource(TOPIC, "orders").setConfigurationKeys(List.of("retention.ms", "no.such.config"));

        assertThat(describe(4, asked).configs())
                .extracting(DescribeConfigsResourceResult::name)
                .containsExactly("retention.ms");
    }

    @Test
    void tellsSynonymsAndDocumentationWhenAsked() {
        var body = new DescribeConfigsRequestData()
                .setResources(List.of(resource(TOPIC, "orders")))
                .setIncludeSynonyms(true)
                .setIncludeDocumentation(true);

        var retention = config(send(new RecordedRequest(ApiKeys.DESCRIBE_CONFIGS, 4, body)), "retention.ms");

        assertThat(retention.synonyms())
                .extracting(DescribeConfigsSynonym::name, DescribeConfigsSynonym::value, DescribeConfigsSynonym::source)
                .containsExactly(tuple("retention.ms", "1000", OWN), tuple("log.retention.ms", "604800000", DEFAULT));
        assertThat(retention.documentation()).startsWith("How long records are kept");
    }

    @Test
    void describesTheBrokersTheTenantIsServedBy() {
        var result = describe(4, resource(BROKER, "1"));

        assertThat(config(result, "default.replication.factor").value()).isEqualTo("3");
        assertThat(config(result, "num.partitions").value()).isEqualTo("6");
        assertThat(config(result, "auto.create.topics.enable").value()).isEqualTo("false");
        assertThat(result.configs())
                .allSatisfy(config -> assertThat(config.readOnly()).isTrue());
    }

    @Test
    void tellsTheTestListenersOwnDefaults() {
        var body = new DescribeConfigsRequestData().setResources(List.of(resource(BROKER, "1")));

        var result = send(new RecordedRequest(ApiKeys.DESCRIBE_CONFIGS, 4, body).on(Listener.TEST));

        assertThat(config(result, "num.partitions").value()).isEqualTo("4");
        assertThat(config(result, "auto.create.topics.enable").value()).isEqualTo("true");
    }

    @Test
    void refusesWhatIsNotThereOrNotAllowed() {
        assertThat(error(describe(4, resource(TOPIC, "none")))).isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(error(describe(4, resource(TOPIC, "a b")))).isEqualTo(Errors.INVALID_TOPIC_EXCEPTION);
        assertThat(error(describe(4, resource(BROKER, "9")))).isEqualTo(Errors.INVALID_REQUEST);
        assertThat(error(describe(4, resource((byte) 8, "1")))).isEqualTo(Errors.INVALID_REQUEST);

        var body = new DescribeConfigsRequestData().setResources(List.of(resource(TOPIC, "orders")));
        assertThat(error(send(new RecordedRequest(ApiKeys.DESCRIBE_CONFIGS, 4, body).with(Set.of()))))
                .isEqualTo(Errors.TOPIC_AUTHORIZATION_FAILED);
        assertThat(error(send(new RecordedRequest(ApiKeys.DESCRIBE_CONFIGS, 4, body).in("lkc-2"))))
                .isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION);
    }

    private DescribeConfigsResult describe(int version, DescribeConfigsResource resource) {
        var body = new DescribeConfigsRequestData().setResources(List.of(resource));
        return send(new RecordedRequest(ApiKeys.DESCRIBE_CONFIGS, version, body));
    }

    private DescribeConfigsResult send(RecordedRequest request) {
        new DescribeConfigsHandler(stepped.controller(), TopicRules.DEFAULT).handle(request);
        return request.answer(DescribeConfigsResponseData.class).results().getFirst();
    }

    private static DescribeConfigsResource resource(byte type, String name) {
        return new DescribeConfigsResource()
                .setResourceType(type)
                .setResourceName(name)
                .setConfigurationKeys(null);
    }

    private static DescribeConfigsResourceResult config(DescribeConfigsResult result, String name) {
        return result.configs().stream()
                .filter(config -> config.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Errors error(DescribeConfigsResult result) {
        return Errors.forCode(result.errorCode());
    }
}
