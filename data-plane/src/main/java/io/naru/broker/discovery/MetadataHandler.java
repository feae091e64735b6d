package io.naru.broker.discovery;

import io.naru.broker.dispatch.ApiHandler;
import io.naru.broker.dispatch.Listener;
import io.naru.broker.dispatch.Request;
import io.naru.broker.metadata.BrokerImage;
import io.naru.broker.metadata.Metadata;
import io.naru.broker.metadata.MetadataImage;
import io.naru.broker.metadata.PartitionImage;
import io.naru.broker.metadata.TopicImage;
import io.naru.broker.metadata.TopicNames;
import io.naru.broker.protocol.WireUuid;
import io.naru.broker.tenancy.Right;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataRequestData.MetadataRequestTopic;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseBroker;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponsePartition;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseTopic;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/// Metadata: the brokers, and the topics of the caller's logical cluster that it may see.
public final class MetadataHandler implements ApiHandler {
    private static final short NO_TOPICS_IS_EMPTY = 1;
    private static final short CLUSTER_OPERATIONS = 8;
    private static final short BY_ID = 12;

    private final Metadata metadata;
    private final BrokerAddresses addresses;
    private final AutoCreation autoCreation;

    public MetadataHandler(Metadata metadata, BrokerAddresses addresses, AutoCreation autoCreation) {
        this.metadata = metadata;
        this.addresses = addresses;
        this.autoCreation = autoCreation;
    }

    @Override
    public ApiKeys api() {
        return ApiKeys.METADATA;
    }

    @Override
    public Right needs() {
        return Right.DESCRIBE;
    }

    @Override
    public void handle(Request request) {
        var body = (MetadataRequestData) request.body();
        List<MetadataRequestTopic> asked = body.topics();
        if (asked != null
                && request.apiVersion() < BY_ID
                && asked.stream().anyMatch(topic -> topic.name() == null || !isZero(topic.topicId()))) {
            request.closeConnection("Metadata v" + request.apiVersion() + " asks for a topic by its id");
            return;
        }
        List<String> absent = namesToCreate(request, body);
        if (absent.isEmpty()) {
            answer(request, body);
        } else {
            autoCreation
                    .create(request.principal(), absent)
                    .whenComplete((_, _) -> request.answerBy(() -> answer(request, body)));
        }
    }

    private List<String> namesToCreate(Request request, MetadataRequestData body) {
        List<MetadataRequestTopic> asked = body.topics();
        if (request.connection().listener() != Listener.TEST || !body.allowAutoTopicCreation() || asked == null) {
            return List.of();
        }
        MetadataImage image = metadata.image();
        String cluster = request.principal().cluster();
        return asked.stream()
                .map(MetadataRequestTopic::name)
                .filter(name -> name != null && TopicNames.refuse(name) == null && !TopicNames.isReserved(name))
                .filter(name -> image.topic(cluster, name) == null)
                .distinct()
                .toList();
    }

    private void answer(Request request, MetadataRequestData body) {
        MetadataImage image = metadata.image();
        var response = new MetadataResponseData()
                .setClusterId(request.principal().cluster())
                .setControllerId(Brokers.controllerId(image));
        for (BrokerImage broker : Brokers.inOrder(image)) {
            var address = addresses.of(broker, request.connection().listener());
            response.brokers()
                    .add(new MetadataResponseBroker()
                            .setNodeId(broker.id())
                            .setHost(address.host())
                            .setPort(address.port())
                            .setRack(broker.rack()));
        }
        if (request.apiVersion() >= CLUSTER_OPERATIONS && body.includeClusterAuthorizedOperations()) {
            response.setClusterAuthorizedOperations(AuthorizedOperations.onCluster(request.rights()));
        }
        var topics = new Topics(request, image, body.includeTopicAuthorizedOperations());
        response.topics().addAll(topics.asked(body.topics()));
        request.respond(response);
    }

    private static boolean isZero(Uuid id) {
        return id.equals(Uuid.ZERO_UUID);
    }

    /// The topics of one answer.
    private record Topics(Request request, MetadataImage image, boolean withOperations) {
        List<MetadataResponseTopic> asked(@Nullable List<MetadataRequestTopic> topics) {
            List<MetadataResponseTopic> answers = new ArrayList<>();
            if (topics == null || (topics.isEmpty() && request.apiVersion() < NO_TOPICS_IS_EMPTY)) {
                if (maySee()) {
                    image.topics(request.principal().cluster()).forEach(topic -> answers.add(present(topic)));
                }
            } else {
                topics.forEach(topic -> answers.add(asked(topic)));
            }
            return answers;
        }

        private MetadataResponseTopic asked(MetadataRequestTopic topic) {
            // the Java client sends an empty name beside an id
            String name = topic.name();
            return name == null || !isZero(topic.topicId()) ? byId(topic.topicId()) : byName(name);
        }

        private MetadataResponseTopic byName(String name) {
            var answer = new MetadataResponseTopic().setName(name);
            if (TopicNames.refuse(name) != null) {
                return answer.setErrorCode(Errors.INVALID_TOPIC_EXCEPTION.code());
            }
            if (!maySee()) {
                return answer.setErrorCode(Errors.TOPIC_AUTHORIZATION_FAILED.code());
            }
            TopicImage topic = image.topic(request.principal().cluster(), name);
            return topic == null ? answer.setErrorCode(Errors.UNKNOWN_TOPIC_OR_PARTITION.code()) : present(topic);
        }

        private MetadataResponseTopic byId(Uuid id) {
            TopicImage topic = image.topic(request.principal().cluster(), WireUuid.fromKafka(id));
            return topic == null || !maySee()
                    ? new MetadataResponseTopic()
                            .setName(null)
                            .setTopicId(id)
                            .setErrorCode(Errors.UNKNOWN_TOPIC_ID.code())
                    : present(topic);
        }

        private MetadataResponseTopic present(TopicImage topic) {
            var answer = new MetadataResponseTopic()
                    .setName(topic.name())
                    .setTopicId(WireUuid.toKafka(topic.id()))
                    .setIsInternal(topic.internal());
            if (withOperations) {
                answer.setTopicAuthorizedOperations(AuthorizedOperations.onTopic(request.rights()));
            }
            int index = 0;
            for (PartitionImage partition : topic.partitions()) {
                answer.partitions()
                        .add(new MetadataResponsePartition()
                                .setPartitionIndex(index++)
                                .setLeaderId(partition.leader())
                                .setLeaderEpoch(partition.leaderEpoch())
                                .setReplicaNodes(partition.replicas())
                                .setIsrNodes(partition.inSyncReplicas()));
            }
            return answer;
        }

        private boolean maySee() {
            return !request.rights().isEmpty();
        }
    }
}
