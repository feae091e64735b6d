package io.naru.broker.log;

import io.naru.broker.log.LogSettings.CleanupPolicy;
import java.io.IOException;
import java.util.List;

/// Which old segments are no longer to be kept. Records without a time never become too old.
final class Retention {
    private static final long FOREVER = -1;

    private Retention() {}

    /// The log start after deleting every segment that is too old or too much, oldest first.
    ///
    /// @param limitOffset nothing at or above it is deleted
    /// @return the present start if nothing is to be deleted; the end's offset if even the last segment goes
    static long newLogStart(LogView view, LogSettings settings, long nowMs, long limitOffset) throws IOException {
        CleanupPolicy policy = settings.cleanupPolicy();
        List<Segment> segments = view.segments();
        long start = view.logStartOffset();
        long left = view.sizeInBytes();
        if (!policy.deletes()) {
            return start;
        }
        for (int i = 0; i < segments.size(); i++) {
            boolean last = i + 1 == segments.size();
            Segment segment = segments.get(i);
            long size = last ? view.end().filePosition() : segment.size();
            long next = last ? view.end().offset() : segments.get(i + 1).baseOffset();
            boolean tooOld = settings.retentionMs() != FOREVER
                    && segment.maxTimestamp() >= 0
                    && nowMs - segment.maxTimestamp() > settings.retentionMs();
            boolean tooMuch = !last && settings.retentionBytes() != FOREVER && left - size >= settings.retentionBytes();
            if (size == 0 || next > limitOffset || !(tooOld || tooMuch)) {
                break;
            }
            start = next;
            left -= size;
        }
        return Math.max(start, view.logStartOffset());
    }
}
