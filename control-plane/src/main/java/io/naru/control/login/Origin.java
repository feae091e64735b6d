package io.naru.control.login;

import io.micronaut.http.HttpRequest;
import io.naru.control.http.CallerAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/// From what, and from where, somebody logs in, in words for themselves.
///
/// @param device such as `Firefox on Linux`
public record Origin(String device, String address) {
    private static final int LONGEST_AGENT = 500;

    /// Words of a User-Agent, the most telling first: every browser names others too.
    private static final Map<String, String> BROWSERS = ordered(
            "Edg/",
            "Edge",
            "OPR/",
            "Opera",
            "Firefox/",
            "Firefox",
            "Chrome/",
            "Chrome",
            "Safari/",
            "Safari",
            "curl/",
            "curl");

    private static final Map<String, String> SYSTEMS = ordered(
            "Android", "Android", "iPhone", "iPhone", "iPad", "iPad", "Windows", "Windows", "Mac OS", "macOS", "Linux",
            "Linux");

    public static Origin of(HttpRequest<?> request) {
        String agent = request.getHeaders().getFirst("User-Agent").orElse("");
        String words = agent.substring(0, Math.min(agent.length(), LONGEST_AGENT));
        String browser = named(BROWSERS, words, "Unknown browser");
        String system = named(SYSTEMS, words, "");
        return new Origin(system.isEmpty() ? browser : browser + " on " + system, CallerAddress.textOf(request));
    }

    private static String named(Map<String, String> names, String words, String otherwise) {
        return names.entrySet().stream()
                .filter(name -> words.contains(name.getKey()))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(otherwise);
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> names = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            names.put(pairs[i], pairs[i + 1]);
        }
        return names;
    }
}
