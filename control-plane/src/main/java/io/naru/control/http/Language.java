package io.naru.control.http;

import io.micronaut.http.HttpRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What people read: the languages that the console and mails are written in.
public enum Language {
    ENGLISH(Locale.ENGLISH),
    KOREAN(Locale.KOREAN);

    private final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    /// The best of them by the request's `Accept-Language`; empty when it names none.
    public static Optional<Language> askedFor(HttpRequest<?> request) {
        try {
            return request.getHeaders()
                    .getFirst("Accept-Language")
                    .map(Locale.LanguageRange::parse)
                    .map(ranges -> Locale.lookup(
                            ranges,
                            Arrays.stream(values()).map(Language::locale).toList()))
                    .map(best -> of(best.getLanguage()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// By its two letters; English when they name none of them.
    public static Language of(String tag) {
        return Arrays.stream(values())
                .filter(language -> language.tag().equals(tag))
                .findFirst()
                .orElse(ENGLISH);
    }

    public Locale locale() {
        return locale;
    }

    public String tag() {
        return locale.getLanguage();
    }
}
