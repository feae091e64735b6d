package io.naru.control.http;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Lines of a CSV file (RFC 4180) that is opened in a spreadsheet.
public final class Csv {
    private static final String FORMULA_BEGINNINGS = "=+-@\t\r";

    private Csv() {}

    public static String line(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    /// A cell that no spreadsheet takes for a formula.
    public static String cell(String text) {
        String harmless = !text.isEmpty() && FORMULA_BEGINNINGS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean plain = Stream.of(",", "\"", "\n", "\r").noneMatch(harmless::contains);
        return plain ? harmless : "\"" + harmless.replace("\"", "\"\"") + "\"";
    }
}
