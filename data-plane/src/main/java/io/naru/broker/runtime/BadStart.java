package io.naru.broker.runtime;

/// The broker can't start, for a reason that the operator can mend. The message is one whole sentence for them.
public final class BadStart extends Exception {
    private static final long serialVersionUID = 1L;

    /// Exit codes of the process.
    public static final int CONFIGURATION = 2;
    public static final int DISK_FULL = 3;

    private final int exitCode;

    BadStart(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    BadStart(String sentence) {
        this(CONFIGURATION, sentence);
    }

    public int exitCode() {
        return exitCode;
    }
}
