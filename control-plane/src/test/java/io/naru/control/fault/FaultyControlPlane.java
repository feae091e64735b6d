package io.naru.control.fault;

import io.naru.control.runtime.ControlPlane;

/// The control plane's own main with one fault point armed by the environment variable NARU_FAULT.
public final class FaultyControlPlane {
    private FaultyControlPlane() {}

    public static void main(String[] arguments) {
        FaultPoints.arm(FaultPoint.valueOf(System.getenv("NARU_FAULT")));
        ControlPlane.main(arguments);
    }
}
