package io.naru.control.fault;

import io.naru.control.runtime.ControlPlane;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The control plane's own main, to be harmed on order: a line `die POINT` on standard input halts it when it gets to
/// that point, `stall POINT` stops it there (SIGSTOP) until somebody sends SIGCONT. It answers `ARMED POINT`.
public final class FaultyControlPlane {
    private FaultyControlPlane() {}

    public static void main(String[] arguments) {
        Thread.ofPlatform().daemon().name("orders").start(FaultyControlPlane::obey);
        ControlPlane.main(arguments);
    }

    private static void obey() {
        var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                FaultPoint point = FaultPoint.valueOf(order.substring(order.indexOf(' ') + 1));
                if (order.startsWith("stall ")) {
                    FaultPoints.arm(point, FaultyControlPlane::stall);
                } else {
                    FaultPoints.arm(point);
                }
                System.out.println("ARMED " + point);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stall() {
        try {
            new ProcessBuilder(
                            "kill",
                            "-STOP",
                            Long.toString(ProcessHandle.current().pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
