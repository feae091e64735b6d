package io.naru.broker.group.model;

import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.TreePMap;

/// Who sits where.
///
/// @param seats by member id
/// @param instances the member id that a static instance has at the moment
/// @param reserved ids given to callers that have not joined with them yet, and until when they may (monotonic ms)
public record Seating(PMap<String, Seat> seats, PMap<String, String> instances, PMap<String, Long> reserved) {
    static final Seating NOBODY = new Seating(TreePMap.empty(), HashTreePMap.empty(), HashTreePMap.empty());

    public @Nullable Seat seat(String memberId) {
        return seats.get(memberId);
    }

    /// The seat of somebody who is known to have one.
    public Seat require(String memberId) {
        return Objects.requireNonNull(seats.get(memberId), memberId);
    }

    public Collection<Seat> all() {
        return seats.values();
    }

    Seating with(Seat seat) {
        String instance = seat.member().instanceId();
        return new Seating(
                seats.plus(seat.memberId(), seat),
                instance == null ? instances : instances.plus(instance, seat.memberId()),
                reserved.minus(seat.memberId()));
    }

    Seating without(String memberId) {
        Seat seat = seats.get(memberId);
        if (seat == null) {
            return this;
        }
        String instance = seat.member().instanceId();
        boolean holdsInstance = instance != null && memberId.equals(instances.get(instance));
        return new Seating(seats.minus(memberId), holdsInstance ? instances.minus(instance) : instances, reserved);
    }

    Seating reserve(String memberId, long untilMs) {
        return new Seating(seats, instances, reserved.plus(memberId, untilMs));
    }

    Seating release(String memberId) {
        return new Seating(seats, instances, reserved.minus(memberId));
    }
}
