/// Kafka's protocol spoken message by message, to see exactly what one request is answered.
///
/// Door: [io.naru.e2e.wire.WireConnection]. [io.naru.e2e.wire.Questions] holds, for every API, requests made of ids
/// that a tenant owns, [io.naru.e2e.wire.Belongings]. Knows no client library beyond its generated messages.
@NullMarked
package io.naru.e2e.wire;

import org.jspecify.annotations.NullMarked;
