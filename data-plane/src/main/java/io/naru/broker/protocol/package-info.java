/// Kafka's wire format over Netty buffers: the one place, beside the API handlers, that knows Kafka's generated
/// classes.
///
/// Doors: [io.naru.broker.protocol.RequestHeader] and [io.naru.broker.protocol.RequestBody] (a frame becomes a
/// request), [io.naru.broker.protocol.ResponseFrame] (a response becomes parts for a channel),
/// [io.naru.broker.protocol.WireRecords] (record sets in and out without a copy),
/// [io.naru.broker.protocol.WireUuid]. Knows no connection, no principal and no handler.
@NullMarked
package io.naru.broker.protocol;

import org.jspecify.annotations.NullMarked;
