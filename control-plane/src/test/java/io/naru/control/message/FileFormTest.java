package io.naru.control.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FileFormTest {
    @Test
    void aCellIsNeverAFormula() {
        assertEquals("'=1+1", FileForm.cell("=1+1"));
        assertEquals("'+1", FileForm.cell("+1"));
        assertEquals("'-1", FileForm.cell("-1"));
        assertEquals("'@a", FileForm.cell("@a"));
        assertEquals("'\ta", FileForm.cell("\ta"));
        assertEquals("\"'\ra\"", FileForm.cell("\ra"));
    }

    @Test
    void commasQuotesAndLinesAreQuoted() {
        assertEquals("\"a,b\"", FileForm.cell("a,b"));
        assertEquals("\"say \"\"x\"\"\"", FileForm.cell("say \"x\""));
        assertEquals("\"a\nb\"", FileForm.cell("a\nb"));
        assertEquals("plain", FileForm.cell("plain"));
        assertEquals("", FileForm.cell(""));
    }
}
