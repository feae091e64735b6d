package io.naru.broker.tenancy.desired;

import java.util.UUID;

/// What the control plane wants of a topic in the bin.
///
/// @param version of the record that says so
/// @param binnedVersion the deletion that is meant: a wish read again after a later one changes nothing
/// @param principal on whose behalf
public record TopicWish(long version, String cluster, UUID topic, long binnedVersion, String principal, Action action) {

    public sealed interface Action {
        /// Back among the topics, under this name.
        record Restore(String name) implements Action {}

        /// Gone for good, now.
        record Purge() implements Action {}

        /// One of a later release.
        record Unknown() implements Action {}
    }
}
