/// Writing: Produce, and the producer ids that make it idempotent.
///
/// Door: the handlers, by [io.naru.broker.dispatch.ApiHandler]. Every batch is walked on the connection's thread before
/// its partition's shard sees it.
@NullMarked
package io.naru.broker.produce;

import org.jspecify.annotations.NullMarked;
