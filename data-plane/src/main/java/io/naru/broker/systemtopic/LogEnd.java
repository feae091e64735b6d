package io.naru.broker.systemtopic;

import java.util.UUID;

/// Where a system topic's committed records end, as its leader says.
///
/// @param topic the topic's id; another one than before means that the topic was made anew
/// @param offset the offset that the next committed record will have
public record LogEnd(UUID topic, long offset) {}
