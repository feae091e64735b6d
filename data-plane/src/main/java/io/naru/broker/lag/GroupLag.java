package io.naru.broker.lag;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/// How far a group is behind.
///
/// @param members 0 while nobody reads
/// @param messages unread, in all partitions
/// @param lagMs since the first unread record was written, in the worst partition; 0 when all is read, -1 when it is
///     not known
/// @param stuckMs for how long nothing was committed although records are unread; 0 when that is not so
record GroupLag(String lkc, String group, int members, long messages, long lagMs, long stuckMs) {
    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("lkc", lkc);
        json.writeStringField("group", group);
        json.writeNumberField("members", members);
        json.writeNumberField("messages", messages);
        if (lagMs >= 0) {
            json.writeNumberField("lag_ms", lagMs);
        }
        json.writeNumberField("stuck_ms", stuckMs);
        json.writeEndObject();
    }
}
