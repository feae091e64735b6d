package io.naru.broker.record;

/// Bytes that should be a batch, because they were checked before they were stored, are none.
public final class CorruptBatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CorruptBatchException(String reason) {
        super(reason);
    }
}
