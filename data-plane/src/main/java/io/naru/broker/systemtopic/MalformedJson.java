package io.naru.broker.systemtopic;

/// Bytes that are not the JSON asked for. The message is a sentence for the writer; it never repeats a value.
public final class MalformedJson extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedJson(String message) {
        super(message);
    }
}
