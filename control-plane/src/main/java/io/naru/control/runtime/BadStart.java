package io.naru.control.runtime;

/// The process cannot start. The message is one sentence that says what is wrong and what to do.
final class BadStart extends Exception {
    private static final long serialVersionUID = 1L;

    BadStart(String sentence) {
        super(sentence);
    }
}
