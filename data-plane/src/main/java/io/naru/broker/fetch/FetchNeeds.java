package io.naru.broker.fetch;

import io.naru.broker.fetch.session.FetchSessions;
import io.naru.broker.metadata.Metadata;
import io.naru.broker.partition.Partitions;

/// What fetches need of the broker around them.
///
/// @param meter is told what was read
public record FetchNeeds(
        Metadata metadata, Partitions partitions, FetchSessions sessions, ColdReads coldReads, ReadMeter meter) {}
