package io.naru.broker.group.model;

import java.util.UUID;

/// What an offset is kept under while its topic is in the bin. By id: another topic may have the name meanwhile, with
/// offsets of its own.
public record AsideKey(UUID topicId, int partition) {}
