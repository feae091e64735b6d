/// Consumer groups as clients see them: FindCoordinator, JoinGroup, SyncGroup, Heartbeat, LeaveGroup, OffsetCommit,
/// OffsetFetch, OffsetDelete, DescribeGroups, ListGroups, DeleteGroups.
///
/// Door: [io.naru.broker.group.Groups]. A handler checks rights and topics, finds the group's coordinator by
/// [io.naru.broker.group.GroupPlacement] and translates; what a group does is decided in `coordinator`, what it is
/// stands in `model`. Groups and member ids are looked up inside the caller's logical cluster and nowhere else.
@NullMarked
package io.naru.broker.group;

import org.jspecify.annotations.NullMarked;
