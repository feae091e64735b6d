package io.naru.e2e.system;

import java.time.Duration;

/// How much a story does: little in every run, everything with `./naru test --long`.
public final class Scale {
    private static final boolean LONG = Boolean.getBoolean("naru.long");

    private Scale() {}

    public static boolean isLong() {
        return LONG;
    }

    public static int of(int usually, int inTheLongRun) {
        return LONG ? inTheLongRun : usually;
    }

    public static Duration of(Duration usually, Duration inTheLongRun) {
        return LONG ? inTheLongRun : usually;
    }

    public static String of(String usually, String inTheLongRun) {
        return LONG ? inTheLongRun : usually;
    }
}
