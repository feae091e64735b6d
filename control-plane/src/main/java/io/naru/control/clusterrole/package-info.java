/// What a principal, or a key with a role of its own, may do in a cluster, kept for the cell. The door is
/// [ClusterRoles].
@NullMarked
package io.naru.control.clusterrole;

import org.jspecify.annotations.NullMarked;
