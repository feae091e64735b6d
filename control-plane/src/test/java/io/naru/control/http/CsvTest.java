package io.naru.control.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CsvTest {
    @Test
    void aCellIsNeverAFormula() {
        assertEquals("'=1+1", Csv.cell("=1+1"));
        assertEquals("'+1", Csv.cell("+1"));
        assertEquals("'-1", Csv.cell("-1"));
        assertEquals("'@a", Csv.cell("@a"));
        assertEquals("'\ta", Csv.cell("\ta"));
        assertEquals("\"'\ra\"", Csv.cell("\ra"));
    }

    @Test
    void commasQuotesAndLinesAreQuoted() {
        assertEquals("\"a,b\"", Csv.cell("a,b"));
        assertEquals("\"say \"\"x\"\"\"", Csv.cell("say \"x\""));
        assertEquals("\"a\nb\"", Csv.cell("a\nb"));
        assertEquals("plain", Csv.cell("plain"));
        assertEquals("", Csv.cell(""));
    }
}
