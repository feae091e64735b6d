/// The cell as everybody sees it: an immutable image of brokers, logical clusters, topics, swapped by one volatile
/// write.
///
/// Door: [io.naru.broker.metadata.MetadataImage]. Plain values: knows neither who makes an image nor who reads it.
@NullMarked
package io.naru.broker.metadata;

import org.jspecify.annotations.NullMarked;
