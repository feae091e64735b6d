package io.naru.control.http;

import java.security.SecureRandom;

/// New ids, for example `env-x3k9p2ab`. Random, so they say nothing about how many there are.
public final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String SMALL = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final String CAPITAL = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final int LENGTH = 10;

    private Ids() {}

    public static String next(String prefix) {
        return prefix + random(SMALL, LENGTH);
    }

    public static String capitals(int length) {
        return random(CAPITAL, length);
    }

    private static String random(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(RANDOM.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
