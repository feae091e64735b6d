package io.naru.broker.log;

import io.naru.broker.disk.DiskFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A segment's open file with a count of those who use it; the last one to let go closes it. A region on its way to
/// a client holds one: were the descriptor closed and its number given to another file, another tenant's bytes
/// would leave.
final class OpenFile {
    private final DiskFile file;
    private final AtomicInteger holders = new AtomicInteger(1);

    /// The segment's index while the file is open; null until somebody needs it.
    volatile @Nullable SegmentIndex index;

    OpenFile(DiskFile file) {
        this.file = file;
    }

    DiskFile file() {
        return file;
    }

    /// Takes part in the file; false if it is closed already.
    boolean tryRetain() {
        while (true) {
            int count = holders.get();
            if (count == 0) {
                return false;
            }
            if (holders.compareAndSet(count, count + 1)) {
                return true;
            }
        }
    }

    void release() {
        int left = holders.decrementAndGet();
        if (left < 0) {
            throw new IllegalStateException(file.path() + " was released more often than retained");
        }
        if (left == 0) {
            try {
                file.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
