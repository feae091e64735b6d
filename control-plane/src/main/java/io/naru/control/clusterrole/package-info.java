/// What a principal may do in a cluster when it comes with a token, kept for the cell. The door is [ClusterRoles].
@NullMarked
package io.naru.control.clusterrole;

import org.jspecify.annotations.NullMarked;
