package io.naru.broker.controller;

/// Everything that was ever changed, in order, as far back as it is kept.
///
/// The last [#KEPT_CHANGES] changes are part of the controller's state: a replay makes them again and
/// every snapshot holds them, so a follower that stores the last version it has passed on loses none by
/// a crash of either side. One that is further behind is told so and goes on with the oldest change kept.
public interface ChangeFeed {
    int KEPT_CHANGES = 16_384;

    /// Hands every change after a version to the follower, on the controller's agent, from its next turn
    /// on.
    void follow(long afterVersion, Follower follower);

    /// Takes changes. Must not block.
    interface Follower {
        /// Offers the next change.
        ///
        /// @return false to be offered the same change again a little later
        boolean take(Change change);

        /// The changes after `afterVersion` and before `oldestKept` are no longer known: what they led
        /// to stands in the image. The change `oldestKept` comes next.
        void missed(long afterVersion, long oldestKept);
    }
}
