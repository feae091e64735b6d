/// Sockets, frames, TLS, the SASL exchange, answers in order, back-pressure, record sets out without a copy.
///
/// Door: `Network`. Turns bytes into requests for the dispatcher and responses into bytes; knows no topic, no
/// handler. The pipeline runs inside an embedded channel as well, so that a whole broker can be driven by one
/// thread.
@NullMarked
package io.naru.broker.network;

import org.jspecify.annotations.NullMarked;
