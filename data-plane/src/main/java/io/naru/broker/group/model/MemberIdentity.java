package io.naru.broker.group.model;

import org.jspecify.annotations.Nullable;

/// Who a request says it comes from.
///
/// @param memberId empty if the caller has none
/// @param instanceId the name of a static member (KIP-345), null for a dynamic one
public record MemberIdentity(String memberId, @Nullable String instanceId) {
    public boolean isAnonymous() {
        return memberId.isEmpty() && instanceId == null;
    }
}
