/// Logical clusters: made, renamed, deleted, always with what the cell must hear. The doors are [Clusters] for
/// requests
/// and
/// [ClusterAccess] for other features' requests about one cluster.
@NullMarked
package io.naru.control.cluster;

import org.jspecify.annotations.NullMarked;
