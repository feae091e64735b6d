package io.naru.broker.network;

/// A listener could not be opened; the message is a sentence for whoever starts the broker.
public final class CannotListen extends Exception {
    private static final long serialVersionUID = 1L;

    CannotListen(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
