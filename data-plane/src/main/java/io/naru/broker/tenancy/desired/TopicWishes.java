package io.naru.broker.tenancy.desired;

/// Tells the controller what the control plane wants of topics in the bin. Called on the follower's thread; may be
/// called again with a wish that was granted or refused before (after every start), which must change nothing. Does
/// not block. What comes of it is told in `__naru_events`.
@FunctionalInterface
public interface TopicWishes {
    void wish(TopicWish wish);
}
