/// Reading: Fetch, ListOffsets, OffsetForLeaderEpoch, DeleteRecords.
///
/// Door: the handlers, by [io.naru.broker.dispatch.ApiHandler]. A client's fetch reads one immutable view a partition,
/// outside the shard; only a fetch that has to wait is parked there.
@NullMarked
package io.naru.broker.fetch;

import org.jspecify.annotations.NullMarked;
