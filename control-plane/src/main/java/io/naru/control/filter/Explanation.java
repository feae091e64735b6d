package io.naru.control.filter;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/// Why an expression could not be evaluated, in the words of CEL but without its addresses.
final class Explanation {
    private static final int LONGEST = 300;
    private static final Pattern PREFIX = Pattern.compile("^evaluation error(?: at [^ ]*)?: ");
    private static final Pattern MISSING = Pattern.compile("^key '(.*)' is not present in map\\.?$");

    private Explanation() {}

    static String of(Throwable failure) {
        String text = PREFIX.matcher(Objects.requireNonNullElse(
                        failure.getMessage(), failure.getClass().getSimpleName()))
                .replaceFirst("");
        return shortened(MISSING.matcher(text).replaceFirst("no such key '$1'"));
    }

    static String shortened(String message) {
        String text = message.strip().replaceAll("\\s+", " ").replaceAll("\\.$", "");
        if (text.length() > LONGEST) {
            text = text.substring(0, LONGEST) + "…";
        }
        return text.isEmpty()
                ? "it is no expression"
                : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }
}
