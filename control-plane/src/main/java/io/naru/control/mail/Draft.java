package io.naru.control.mail;

import com.google.common.escape.Escaper;
import com.google.common.html.HtmlEscapers;
import io.naru.control.http.Language;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A mail as it is kept: words, and nothing of how they look. Plain text and HTML are both made of it.
///
/// @param body paragraphs, with an empty line between
/// @param action what opening the link does; null when there is none
record Draft(
        Language language,
        String subject,
        String body,
        @Nullable String action,
        @Nullable String link) {
    private static final Escaper HTML = HtmlEscapers.htmlEscaper();
    private static final String TEXTS = "mail/letters";
    /// Never that of the machine.
    private static final ResourceBundle.Control OF_ITS_OWN_LANGUAGE =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    private static final String STYLE = "font-family:sans-serif;line-height:1.5;max-width:36em";

    static Draft of(Letter letter) {
        ResourceBundle texts = ResourceBundle.getBundle(TEXTS, letter.language().locale(), OF_ITS_OWN_LANGUAGE);
        String kind = letter.kind().name().toLowerCase(Locale.ROOT);
        Object[] values = letter.values().stream().map(Draft::onOneLine).toArray();
        String link = letter.link();
        return new Draft(
                letter.language(),
                written(texts, kind + ".subject", values),
                written(texts, kind + ".body", values),
                link == null ? null : written(texts, kind + ".action", values),
                link);
    }

    private static String written(ResourceBundle texts, String key, Object... values) {
        return new MessageFormat(texts.getString(key), Locale.ROOT).format(values);
    }

    /// What people chose themselves, such as a name, stays inside its sentence and never begins a header.
    private static String onOneLine(String value) {
        return value.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}]+", " ").strip();
    }

    String plain() {
        return link == null ? body + "\n" : body + "\n\n" + action + ":\n" + link + "\n";
    }

    String html() {
        String paragraphs = Stream.of(body.split("\n\n"))
                .map(paragraph -> "<p>" + HTML.escape(paragraph) + "</p>")
                .collect(Collectors.joining("\n"));
        String address = link == null ? "" : HTML.escape(link);
        String button = link == null
                ? ""
                : "\n<p><a href=\"" + address + "\">" + HTML.escape(String.valueOf(action)) + "</a></p>\n<p>" + address
                        + "</p>";
        return "<!doctype html>\n<html lang=\"" + language.tag() + "\">\n<meta charset=\"utf-8\">\n<body style=\""
                + STYLE + "\">\n" + paragraphs + button + "\n</body>\n</html>\n";
    }
}
