/// Kafka's wire format over Netty buffers: the one place, beside the API handlers, that knows Kafka's generated
/// classes.
///
/// Doors: `RequestFrame` (a frame becomes header and body), `ResponseFrame` (a response becomes parts for a channel),
/// [io.naru.broker.protocol.WireRecords] (record sets in and out without a copy), [io.naru.broker.protocol.WireUuid].
/// Knows no connection, no principal and no handler.
@NullMarked
package io.naru.broker.protocol;

import org.jspecify.annotations.NullMarked;
