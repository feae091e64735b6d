package io.naru.broker.runtime;

import io.naru.broker.disk.Disk;
import io.naru.broker.disk.DiskFile;
import io.naru.broker.disk.ForwardingDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A disk that claims to have nothing in memory, and knows which threads read segments.
final class ForgetfulDisk extends ForwardingDisk {
    private final Set<String> readers = ConcurrentHashMap.newKeySet();

    ForgetfulDisk(Disk disk) {
        super(disk);
    }

    /// Names of the threads that have read a segment so far.
    Set<String> readers() {
        return readers;
    }

    @Override
    protected ForwardingFile before(DiskFile file) {
        return new File(file);
    }

    private final class File extends ForwardingFile {
        File(DiskFile file) {
            super(file);
        }

        @Override
        public int read(ByteBuffer bytes, long position) throws IOException {
            if (path().toString().endsWith(".log")) {
                readers.add(Thread.currentThread().getName());
            }
            return super.read(bytes, position);
        }

        @Override
        public boolean isInMemory(long position, long length) {
            return false;
        }
    }
}
