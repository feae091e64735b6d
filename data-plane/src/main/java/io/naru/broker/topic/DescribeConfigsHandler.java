package io.naru.broker.topic;

import io.naru.broker.dispatch.ApiHandler;
import io.naru.broker.dispatch.Listener;
import io.naru.broker.dispatch.Request;
import io.naru.broker.metadata.Metadata;
import io.naru.broker.metadata.TopicImage;
import io.naru.broker.metadata.TopicNames;
import io.naru.broker.tenancy.Right;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.DescribeConfigsRequestData;
import org.apache.kafka.common.message.DescribeConfigsRequestData.DescribeConfigsResource;
import org.apache.kafka.common.message.DescribeConfigsResponseData;
import org.apache.kafka.common.message.DescribeConfigsResponseData.DescribeConfigsResourceResult;
import org.apache.kafka.common.message.DescribeConfigsResponseData.DescribeConfigsResult;
import org.apache.kafka.common.message.DescribeConfigsResponseData.DescribeConfigsSynonym;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/// DescribeConfigs: every configuration of a topic with where its value comes from, and of a broker what tenants have
/// use
/// for.
public final class DescribeConfigsHandler implements ApiHandler {
    private static final short TYPES = 3;

    private final Metadata metadata;
    private final TopicRules rules;

    public DescribeConfigsHandler(Metadata metadata, TopicRules rules) {
        this.metadata = metadata;
        this.rules = rules;
    }

    @Override
    public ApiKeys api() {
        return ApiKeys.DESCRIBE_CONFIGS;
    }

    @Override
    public Right needs() {
        return Right.DESCRIBE;
    }

    @Override
    public void handle(Request request) {
        var body = (DescribeConfigsRequestData) request.body();
        var response = new DescribeConfigsResponseData();
        for (DescribeConfigsResource resource : body.resources()) {
            response.results()
                    .add(result(request, body, resource)
                            .setResourceType(resource.resourceType())
                            .setResourceName(resource.resourceName()));
        }
        request.respond(response);
    }

    private DescribeConfigsResult result(
            Request request, DescribeConfigsRequestData body, DescribeConfigsResource resource) {
        ConfigResource.Type type = ConfigResource.Type.forId(resource.resourceType());
        return switch (type) {
            case TOPIC -> topic(request, body, resource);
            case BROKER -> broker(request, body, resource);
            case CLIENT_METRICS, GROUP -> new DescribeConfigsResult();
            case BROKER_LOGGER, UNKNOWN ->
                refused(Errors.INVALID_REQUEST, "A resource of type " + type + " has no configurations here.");
        };
    }

    private DescribeConfigsResult topic(
            Request request, DescribeConfigsRequestData body, DescribeConfigsResource resource) {
        String name = resource.resourceName();
        String invalid = TopicNames.refuse(name);
        if (invalid != null) {
            return refused(Errors.INVALID_TOPIC_EXCEPTION, invalid);
        }
        if (!request.rights().contains(Right.DESCRIBE)) {
            return refused(Errors.TOPIC_AUTHORIZATION_FAILED, "Authorization failed: this principal has no role.");
        }
        TopicImage topic = metadata.image().topic(request.principal().cluster(), name);
        if (topic == null) {
            return refused(Errors.UNKNOWN_TOPIC_OR_PARTITION, "This topic does not exist.");
        }
        var result = new DescribeConfigsResult();
        TopicConfigs.all().stream()
                .filter(config -> isAsked(resource, config.name()))
                .map(config -> ofTopic(topic, config, request, body))
                .forEach(result.configs()::add);
        return result;
    }

    private static DescribeConfigsResourceResult ofTopic(
            TopicImage topic, TopicConfig config, Request request, DescribeConfigsRequestData body) {
        boolean isOwn = topic.configs().containsKey(config.name());
        var described = new DescribeConfigsResourceResult()
                .setName(config.name())
                .setValue(config.of(topic))
                .setConfigSource((isOwn ? ConfigSource.TOPIC : ConfigSource.DEFAULT).code());
        if (body.includeSynonyms()) {
            List<DescribeConfigsSynonym> synonyms = new ArrayList<>();
            if (isOwn) {
                synonyms.add(synonym(config.name(), config.of(topic), ConfigSource.TOPIC));
            }
            if (config.brokerName() != null) {
                synonyms.add(synonym(config.brokerName(), config.defaultFor(topic), ConfigSource.DEFAULT));
            }
            described.setSynonyms(synonyms);
        }
        return withType(described, config.type(), config.documentation(), request, body);
    }

    private DescribeConfigsResult broker(
            Request request, DescribeConfigsRequestData body, DescribeConfigsResource resource) {
        if (!request.rights().contains(Right.DESCRIBE)) {
            return refused(Errors.CLUSTER_AUTHORIZATION_FAILED, "Authorization failed: this principal has no role.");
        }
        String id = resource.resourceName();
        if (id.isEmpty()) {
            // The dynamic defaults of all brokers: there are none.
            return new DescribeConfigsResult();
        }
        if (metadata.image().brokers().keySet().stream().noneMatch(known -> id.equals(String.valueOf(known)))) {
            return refused(
                    Errors.INVALID_REQUEST,
                    "There is no broker '" + id + "'; this cell has "
                            + metadata.image().brokers().keySet() + ".");
        }
        Listener listener = request.connection().listener();
        var result = new DescribeConfigsResult();
        BrokerConfig.all(Integer.parseInt(id), rules, listener).stream()
                .filter(config -> isAsked(resource, config.name()))
                .map(config -> ofBroker(config, request, body))
                .forEach(result.configs()::add);
        return result;
    }

    private static DescribeConfigsResourceResult ofBroker(
            BrokerConfig config, Request request, DescribeConfigsRequestData body) {
        var described = new DescribeConfigsResourceResult()
                .setName(config.name())
                .setValue(config.value())
                .setReadOnly(true)
                .setConfigSource(config.source().code());
        if (body.includeSynonyms()) {
            described.setSynonyms(List.of(synonym(config.name(), config.value(), config.source())));
        }
        return withType(described, config.type(), config.documentation(), request, body);
    }

    private static DescribeConfigsResourceResult withType(
            DescribeConfigsResourceResult described,
            TopicConfig.Type type,
            String documentation,
            Request request,
            DescribeConfigsRequestData body) {
        if (request.apiVersion() >= TYPES) {
            described.setConfigType(
                    switch (type) {
                        case BOOLEAN -> (byte) 1;
                        case STRING -> (byte) 2;
                        case INT -> (byte) 3;
                        case LONG -> (byte) 5;
                        case DOUBLE -> (byte) 6;
                        case LIST -> (byte) 7;
                    });
            if (body.includeDocumentation()) {
                described.setDocumentation(documentation);
            }
        }
        return described;
    }

    /// Asked by name for one that does not exist, Kafka leaves it out; null asks for all.
    private static boolean isAsked(DescribeConfigsResource resource, String name) {
        return resource.configurationKeys() == null
                || resource.configurationKeys().isEmpty()
                || resource.configurationKeys().contains(name);
    }

    private static DescribeConfigsSynonym synonym(String name, String value, ConfigSource source) {
        return new DescribeConfigsSynonym().setName(name).setValue(value).setSource(source.code());
    }

    private static DescribeConfigsResult refused(Errors error, String sentence) {
        return new DescribeConfigsResult().setErrorCode(error.code()).setErrorMessage(sentence);
    }
}
