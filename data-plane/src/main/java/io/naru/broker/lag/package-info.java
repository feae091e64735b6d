/// Measures how far consumer groups are behind and says so in `__naru_metrics`, as `group_lag`, every minute.
///
/// Door: [io.naru.broker.lag.LagPublisher], an agent. It asks the coordinators of this broker what was committed, looks
/// at where logs end, and reads the batch of the first unread record of each partition that is behind, on a thread
/// that may block. Bounded: 20,000 partitions behind are read in a round; 500 groups are told in a record. For 2,000
/// groups a round is 2,000 references copied on the shards and some thousand short reads of what is mostly in memory.
@NullMarked
package io.naru.broker.lag;

import org.jspecify.annotations.NullMarked;
