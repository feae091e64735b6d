package io.naru.broker.group.model;

import java.util.UUID;

/// A committed offset.
///
/// @param leaderEpoch -1 if the client gave none
/// @param commitTimeMs on the wall clock, when the coordinator took it
/// @param topicId the topic it was committed for: a later topic of the same name does not inherit it
public record StoredOffset(long offset, int leaderEpoch, String metadata, long commitTimeMs, UUID topicId) {}
