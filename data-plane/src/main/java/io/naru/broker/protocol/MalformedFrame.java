package io.naru.broker.protocol;

/// The bytes of a frame are not what they claim to be. The connection is closed without an answer, as Kafka
/// does.
public final class MalformedFrame extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedFrame(String message) {
        super(message, null, false, false);
    }
}
