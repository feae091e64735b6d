/// What the control plane wants of this cell: logical clusters, API keys, roles, token keys, followed on
/// `__naru_desired`, kept in a snapshot of its own, and asked "is there anything newer?" before anybody is refused.
///
/// Doors: [io.naru.broker.tenancy.desired.DesiredFollower] (follows, answers barriers, acts on revocations) and
/// [io.naru.broker.tenancy.desired.DesiredState] (the immutable image that everybody reads). Knows nothing of
/// passwords on the wire, sockets, partitions, or where the topic's leader is.
@NullMarked
package io.naru.broker.tenancy.desired;

import org.jspecify.annotations.NullMarked;
