package io.naru.launcher.home;

import org.jspecify.annotations.Nullable;

/// A reason why Naru cannot start or go on, written for the person at the terminal: one sentence that says what is
/// wrong and what to do.
// AnnotateFormatMethod asks for an annotation that would be the only use of Error Prone's own jar at run time.
@SuppressWarnings("AnnotateFormatMethod")
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Something a person has to change: configuration, a port, a permission, data.
    public static final int NEEDS_A_PERSON = 2;

    public static final int DISK_FULL = 3;

    private final int exitCode;

    private Refusal(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    public static Refusal of(String sentence, @Nullable Object... words) {
        return new Refusal(NEEDS_A_PERSON, words.length == 0 ? sentence : sentence.formatted(words));
    }

    public static Refusal diskFull(String sentence, @Nullable Object... words) {
        return new Refusal(DISK_FULL, sentence.formatted(words));
    }

    public static Refusal withExitCode(int exitCode, String sentence) {
        return new Refusal(exitCode, sentence);
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }

    public int exitCode() {
        return exitCode;
    }
}
