package io.naru.broker.runtime;

import io.naru.broker.controller.Controller;
import io.naru.broker.discovery.BrokerAddresses;
import io.naru.broker.discovery.DescribeClusterHandler;
import io.naru.broker.discovery.MetadataHandler;
import io.naru.broker.dispatch.ApiHandler;
import io.naru.broker.environment.Environment;
import io.naru.broker.fetch.DeleteRecordsHandler;
import io.naru.broker.fetch.FetchHandler;
import io.naru.broker.fetch.FetchNeeds;
import io.naru.broker.fetch.ListOffsetsHandler;
import io.naru.broker.fetch.OffsetForLeaderEpochHandler;
import io.naru.broker.group.Groups;
import io.naru.broker.metrics.UsageMeter;
import io.naru.broker.partition.Partitions;
import io.naru.broker.produce.InitProducerIdHandler;
import io.naru.broker.produce.ProduceHandler;
import io.naru.broker.produce.ProducerIds;
import io.naru.broker.topic.CreatePartitionsHandler;
import io.naru.broker.topic.CreateTopicsHandler;
import io.naru.broker.topic.DeleteTopicsHandler;
import io.naru.broker.topic.DescribeConfigsHandler;
import io.naru.broker.topic.IncrementalAlterConfigsHandler;
import io.naru.broker.topic.TopicAutoCreation;
import io.naru.broker.topic.TopicRules;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/// Every API this broker answers.
final class Handlers {
    private Handlers() {}

    static List<ApiHandler> all(
            BrokerConfig config,
            Environment environment,
            Controller controller,
            Partitions partitions,
            Groups groups,
            FetchNeeds fetchNeeds,
            UsageMeter usage,
            Executor diskThreads) {
        RandomGenerator random = environment.random();
        TopicRules rules = TopicRules.DEFAULT.withBinRetentionMs(config.topicBinRetentionMs());
        BrokerAddresses addresses = addresses(config);
        List<ApiHandler> handlers = new ArrayList<>();
        handlers.add(new ProduceHandler(controller, partitions, usage, environment.clock()));
        handlers.add(new FetchHandler(fetchNeeds));
        handlers.add(new ListOffsetsHandler(controller, partitions, diskThreads));
        handlers.add(new OffsetForLeaderEpochHandler(controller, partitions));
        handlers.add(new DeleteRecordsHandler(controller, partitions));
        handlers.add(new MetadataHandler(controller, addresses, new TopicAutoCreation(controller, rules, random)));
        handlers.add(new DescribeClusterHandler(controller, addresses));
        handlers.add(new CreateTopicsHandler(controller, rules, random));
        handlers.add(new DeleteTopicsHandler(controller, rules));
        handlers.add(new CreatePartitionsHandler(controller, rules));
        handlers.add(new DescribeConfigsHandler(controller, rules));
        handlers.add(new IncrementalAlterConfigsHandler(controller));
        handlers.add(new InitProducerIdHandler(new ProducerIds(controller)));
        handlers.addAll(groups.handlers(random, addresses));
        return handlers;
    }

    private static BrokerAddresses addresses(BrokerConfig config) {
        BrokerConfig.TestListener test = config.testListener();
        return new BrokerAddresses(
                test == null
                        ? null
                        : new BrokerAddresses.Address(
                                test.address().getHostString(), test.address().getPort()));
    }
}
