package io.naru.broker.group.coordinator;

import io.naru.broker.group.model.Group;
import io.naru.broker.group.model.Phase;
import io.naru.broker.group.model.Seat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A group as it is shown to those who ask.
///
/// @param protocol chosen, while the group is stable; otherwise empty
public record GroupListing(String group, String state, String protocolType, String protocol, List<Attendee> members) {

    /// A member as it is shown.
    ///
    /// @param metadata under the chosen protocol, while the group is stable; otherwise empty
    public record Attendee(
            String memberId,
            @Nullable String instanceId,
            String clientId,
            String clientHost,
            byte[] metadata,
            byte[] assignment) {}

    private static final byte[] NOTHING = {};

    static GroupListing of(Group group) {
        boolean stable = group.phase() instanceof Phase.Stable;
        return new GroupListing(
                group.key().group(),
                group.phase().label(),
                Objects.requireNonNullElse(group.protocolType(), ""),
                stable ? Objects.requireNonNullElse(group.generation().protocol(), "") : "",
                group.seating().all().stream()
                        .map(seat -> attendee(group, seat, stable))
                        .toList());
    }

    /// The short form, for lists.
    static GroupListing withoutMembers(Group group) {
        return new GroupListing(
                group.key().group(),
                group.phase().label(),
                Objects.requireNonNullElse(group.protocolType(), ""),
                "",
                List.of());
    }

    private static Attendee attendee(Group group, Seat seat, boolean stable) {
        var profile = seat.member().profile();
        return new Attendee(
                seat.memberId(),
                profile.instanceId(),
                profile.clientId(),
                profile.clientHost(),
                stable ? profile.metadataFor(group.generation().protocol()) : NOTHING,
                stable ? seat.member().assignment() : NOTHING);
    }
}
