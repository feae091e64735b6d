package io.naru.control.fault;

import org.jspecify.annotations.Nullable;

/// Halts the process at an armed [FaultPoint], without shutdown hooks, as a power cut would. Only a test's own main
/// arms one.
public final class FaultPoints {
    /// Exit code of a process halted here, so that a test can tell it from a crash of another kind.
    public static final int EXIT_CODE = 86;

    private static volatile @Nullable FaultPoint armed;

    private FaultPoints() {}

    public static void arm(FaultPoint point) {
        armed = point;
    }

    public static void reach(FaultPoint point) {
        if (armed == point) {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }
}
