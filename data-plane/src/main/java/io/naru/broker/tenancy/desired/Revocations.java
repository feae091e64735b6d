package io.naru.broker.tenancy.desired;

import io.naru.broker.environment.Clock;
import io.naru.broker.tenancy.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Closes the connections of those who may no longer be here, and tells when that is done for good. Only the follower's
/// thread comes here.
final class Revocations {
    /// A log-in accepted in the moment before the revocation may register its connection in the moment after the
    /// closing. Its rights are gone either way; a second closing ends it.
    private static final long SECOND_CLOSING_NANOS = Duration.ofMillis(300).toNanos();

    private final Clock clock;
    private final ConnectionCloser closer;
    private final RevocationListener listener;
    private final Consumer<Runnable> post;

    private Leavers collecting = new Leavers();
    private final List<Passing> passing = new ArrayList<>();
    private final List<SecondClosing> secondClosings = new ArrayList<>();

    Revocations(Clock clock, ConnectionCloser closer, RevocationListener listener, Consumer<Runnable> post) {
        this.clock = clock;
        this.closer = closer;
        this.listener = listener;
        this.post = post;
    }

    /// Whom one closing concerns. The sets are filled before it is handed out and only read afterwards; `closed` is the
    /// follower's own.
    private static final class Leavers implements Predicate<Principal> {
        final Set<String> clusters = new HashSet<>();
        final Set<String> keyIds = new HashSet<>();
        final Set<String> kids = new HashSet<>();
        boolean everyTenant;
        boolean closed;

        boolean isEmpty() {
            return !everyTenant && clusters.isEmpty() && keyIds.isEmpty() && kids.isEmpty();
        }

        @Override
        public boolean test(Principal principal) {
            return !principal.equals(Principal.CELL)
                    && (everyTenant
                            || clusters.contains(principal.cluster())
                            || keyIds.contains(principal.credential())
                            || kids.contains(principal.tokenKid()));
        }
    }

    /// A revocation that is told once its connections are closed and its change is saved.
    private record Passing(String keyId, long version, long change, Leavers leavers) {}

    private record SecondClosing(Leavers leavers, long dueNanos) {}

    /// @param change what must be saved before the revocation counts as passed
    void keyRevoked(ApiKey key, long change) {
        collecting.keyIds.add(key.id());
        passing.add(new Passing(key.id(), key.version(), change, collecting));
    }

    void keyGone(String keyId) {
        collecting.keyIds.add(keyId);
    }

    void clusterGone(String cluster) {
        collecting.clusters.add(cluster);
    }

    void tokenKeyGone(String kid) {
        collecting.kids.add(kid);
    }

    void everyTenant() {
        collecting.everyTenant = true;
    }

    /// @param savedChanges changes up to this number survive a crash
    int advance(long savedChanges) {
        return close() + closeAgain() + tell(savedChanges);
    }

    long nextDeadlineNanos() {
        return secondClosings.isEmpty()
                ? Long.MAX_VALUE
                : secondClosings.getFirst().dueNanos();
    }

    private int close() {
        if (collecting.isEmpty()) {
            return 0;
        }
        Leavers leavers = collecting;
        collecting = new Leavers();
        secondClosings.add(new SecondClosing(leavers, clock.nanos() + SECOND_CLOSING_NANOS));
        closer.closeConnections(leavers, () -> post.accept(() -> leavers.closed = true));
        return 1;
    }

    private int closeAgain() {
        int again = 0;
        while (!secondClosings.isEmpty()
                && clock.nanos() - secondClosings.getFirst().dueNanos() >= 0) {
            closer.closeConnections(secondClosings.removeFirst().leavers(), () -> {});
            again++;
        }
        return again;
    }

    private int tell(long savedChanges) {
        int told = 0;
        for (Iterator<Passing> each = passing.iterator(); each.hasNext(); ) {
            Passing next = each.next();
            if (next.leavers().closed && next.change() <= savedChanges) {
                each.remove();
                listener.passed(next.keyId(), next.version());
                told++;
            }
        }
        return told;
    }
}
