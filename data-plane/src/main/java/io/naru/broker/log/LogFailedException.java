package io.naru.broker.log;

import java.io.IOException;
import java.nio.file.Path;

/// A read, write or sync failed: what is on disk is not known any more, so the partition must go off-line until it
/// is opened again. Every later call that changes the log throws the same.
public final class LogFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    public LogFailedException(Path directory, Throwable cause) {
        super("the log in " + directory + " failed: " + cause.getMessage(), cause);
    }
}
