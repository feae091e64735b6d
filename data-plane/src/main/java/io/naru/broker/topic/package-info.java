/// Topics as their owners ask for them: made, grown, configured, deleted, described.
///
/// Doors: the handlers of CreateTopics, DeleteTopics, CreatePartitions, DescribeConfigs and
/// IncrementalAlterConfigs, and [io.naru.broker.topic.TopicConfigs], the table of every topic
/// configuration, which the partitions read too. Requests are checked and resolved here, then submitted
/// to the controller as commands; nothing here keeps state.
@NullMarked
package io.naru.broker.topic;

import org.jspecify.annotations.NullMarked;
