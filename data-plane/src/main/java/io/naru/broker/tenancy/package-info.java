/// Who is calling and what they may do: API keys and tokens become principals of one logical cluster, rights come from
/// desired state followed on `__naru_desired`.
///
/// Doors: `Tenancy` (rights, barrier) and `Authentication` (keys, tokens). Knows nothing of sockets or of Kafka's wire
/// classes.
@NullMarked
package io.naru.broker.tenancy;

import org.jspecify.annotations.NullMarked;
