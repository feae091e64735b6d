/// Naru's broker and a real Apache Kafka, measured side by side: the same clients, settings and durability, one
/// after the other on the same machine, again and again. The door is [io.naru.bench.beside.Beside].
///
/// Both are asked over a plain listener without log-in: Naru's is the test listener, bound to one logical cluster.
@NullMarked
package io.naru.bench.beside;

import org.jspecify.annotations.NullMarked;
