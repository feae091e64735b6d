package io.naru.broker.metadata;

/// A deleted topic that can still be restored.
///
/// @param topic as it was when it was deleted; its partitions stay where they are
/// @param version of the image that put it in the bin: who restores or purges it names this deletion, not a later one
/// @param sinceMs when it was deleted
/// @param untilMs from then on it is purged
/// @param principal who deleted it
public record BinnedTopic(TopicImage topic, long version, long sinceMs, long untilMs, String principal) {}
