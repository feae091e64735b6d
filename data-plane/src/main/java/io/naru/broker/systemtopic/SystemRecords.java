package io.naru.broker.systemtopic;

import java.util.List;
import java.util.UUID;

/// What one read brought.
///
/// @param topic the topic's id; another one than before means that the topic was made anew
/// @param nextOffset where to read on; beyond the last record when compaction left a gap
/// @param endOffset the committed end when the records were read; below the offset asked for if records were lost
public record SystemRecords(UUID topic, List<SystemRecord> records, long nextOffset, long endOffset) {}
