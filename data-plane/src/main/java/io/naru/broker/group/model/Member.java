package io.naru.broker.group.model;

import org.jspecify.annotations.Nullable;

/// The durable part of a seat in a group.
///
/// @param assignment what the leader gave it in this generation; empty before that
public record Member(String id, MemberProfile profile, byte[] assignment) {
    private static final byte[] NOTHING = {};

    public static Member unassigned(String id, MemberProfile profile) {
        return new Member(id, profile, NOTHING);
    }

    public @Nullable String instanceId() {
        return profile.instanceId();
    }

    public boolean isStatic() {
        return profile.instanceId() != null;
    }

    public Member assigned(byte[] newAssignment) {
        return new Member(id, profile, newAssignment);
    }

    public Member unassigned() {
        return unassigned(id, profile);
    }

    public Member with(MemberProfile newProfile) {
        return new Member(id, newProfile, assignment);
    }
}
