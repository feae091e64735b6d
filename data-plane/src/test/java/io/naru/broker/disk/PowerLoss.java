package io.naru.broker.disk;

/// The power failed: nothing more happens on this disk until [CrashDisk#crash()] or [CrashDisk#kill()].
public final class PowerLoss extends Error {
    private static final long serialVersionUID = 1L;

    public PowerLoss(String what) {
        super(what);
    }
}
