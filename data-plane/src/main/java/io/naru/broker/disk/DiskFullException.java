package io.naru.broker.disk;

import java.io.IOException;

/// There is no room for what was to be written. Nothing of it counts; the same call may succeed once there is room.
public final class DiskFullException extends IOException {
    private static final long serialVersionUID = 1L;

    public DiskFullException(String message) {
        super(message);
    }

    private DiskFullException(IOException cause) {
        super(cause.getMessage(), cause);
    }

    /// The failure of a write or a creation, as this exception if that is what it says.
    static IOException of(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("No space left on device") || message.contains("Disk quota exceeded")
                ? new DiskFullException(failure)
                : failure;
    }
}
