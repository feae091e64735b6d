/// How clients find the cell: the brokers, and the topics of their own logical cluster.
///
/// Doors: the handlers of Metadata and DescribeCluster. They read the image ([io.naru.broker.metadata.Metadata]) and
/// change nothing; what makes topics that are merely asked about comes in as [io.naru.broker.discovery.AutoCreation].
@NullMarked
package io.naru.broker.discovery;

import org.jspecify.annotations.NullMarked;
