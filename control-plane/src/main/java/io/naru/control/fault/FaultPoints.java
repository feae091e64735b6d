package io.naru.control.fault;

import org.jspecify.annotations.Nullable;

/// Harms the process at an armed [FaultPoint]. Only a test's own main arms one.
public final class FaultPoints {
    /// Exit code of a process halted here, so that a test can tell it from a crash of another kind.
    public static final int EXIT_CODE = 86;

    private record Armed(FaultPoint point, Runnable harm) {}

    private static volatile @Nullable Armed armed;

    private FaultPoints() {}

    /// Halts the process when it gets there, without shutdown hooks, as a power cut would.
    public static void arm(FaultPoint point) {
        arm(point, () -> Runtime.getRuntime().halt(EXIT_CODE));
    }

    /// Does this harm the first time the process gets there.
    public static void arm(FaultPoint point, Runnable harm) {
        armed = new Armed(point, harm);
    }

    public static void reach(FaultPoint point) {
        Armed now = armed;
        if (now != null && now.point() == point) {
            armed = null;
            now.harm().run();
        }
    }
}
