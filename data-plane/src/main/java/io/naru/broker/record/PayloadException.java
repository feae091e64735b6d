package io.naru.broker.record;

/// Compressed records that cannot be decompressed.
final class PayloadException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final boolean tooLarge;

    private PayloadException(String reason, boolean tooLarge) {
        super(reason);
        this.reason = reason;
        this.tooLarge = tooLarge;
    }

    static PayloadException broken(String reason) {
        return new PayloadException(reason, false);
    }

    static PayloadException tooLarge(int limitBytes) {
        return new PayloadException("decompressed, the records take more than " + limitBytes + " bytes", true);
    }

    String reason() {
        return reason;
    }

    boolean isTooLarge() {
        return tooLarge;
    }
}
