package io.naru.broker.controller.journal;

import java.io.IOException;
import java.nio.file.Path;

/// The journal cannot be read as it stands, and going on without part of it would lose what was
/// acknowledged. The message is a sentence for the operator; nothing on disk was changed.
public final class UnusableJournalException extends IOException {
    private static final long serialVersionUID = 1;

    public UnusableJournalException(Path path, String problem) {
        super("The controller's journal " + path + " " + problem);
    }

    public UnusableJournalException(Path path, String problem, Throwable cause) {
        super("The controller's journal " + path + " " + problem, cause);
    }
}
