package io.naru.broker.fetch;

import io.naru.broker.partition.SeenEnd;
import java.util.List;

/// What one look found.
///
/// @param cold records that lie on the disk only; their parts are among the others, as yet without records
/// @param seen the end of each partition that can be waited on
/// @param bytes of records, those on the disk estimated
/// @param urgent whether there is something the consumer must hear of at once
record Found(List<FetchPart> parts, List<ColdRead> cold, List<SeenEnd> seen, long bytes, boolean urgent) {
    /// Of a fetch that has nothing to look at any more.
    static final Found NOTHING = new Found(List.of(), List.of(), List.of(), 0, true);

    void release() {
        parts.forEach(FetchPart::release);
    }
}
