/// The Java SDK: where a cluster is and with which key, turned into official Kafka clients.
///
/// The door is [io.naru.sdk.Naru]. It never hides the official client: what it gives out is one.
@NullMarked
package io.naru.sdk;

import org.jspecify.annotations.NullMarked;
