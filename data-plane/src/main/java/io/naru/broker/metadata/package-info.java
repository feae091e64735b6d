/// The cell as everybody sees it: an immutable image of brokers, logical clusters, topics, swapped by one volatile
/// write.
///
/// Door: [io.naru.broker.metadata.MetadataImage]. Also answers the APIs that only read it.
@NullMarked
package io.naru.broker.metadata;

import org.jspecify.annotations.NullMarked;
