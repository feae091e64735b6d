package io.naru.sdk;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An API key of a cluster. The secret shows in no `toString`.
public record ApiKey(String id, String secret) {
    private static final Pattern LOGIN_LINE =
            Pattern.compile("org\\.apache\\.kafka\\.common\\.security\\.plain\\.PlainLoginModule\\s+required\\s+"
                    + "username=\"([^\"]+)\"\\s+password=\"([^\"]+)\"\\s*;");

    public ApiKey {
        if (!id.matches("[A-Z0-9]{16}")) {
            throw new IllegalArgumentException("an API key's id is 16 characters A-Z 0-9, not '" + id + "'");
        }
        if (secret.isBlank() || secret.contains("\"")) {
            throw new IllegalArgumentException(
                    "the secret of API key " + id + " is empty or contains a quotation mark");
        }
    }

    /// From the value of a client's `sasl.jaas.config`.
    static ApiKey fromLoginLine(String line) {
        Matcher found = LOGIN_LINE.matcher(line.strip());
        if (!found.matches()) {
            throw new IllegalArgumentException(
                    "sasl.jaas.config has to be: org.apache.kafka.common.security.plain.PlainLoginModule required"
                            + " username=\"KEY ID\" password=\"SECRET\";");
        }
        return new ApiKey(found.group(1), found.group(2));
    }

    String loginLine() {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + id + "\" password=\""
                + secret + "\";";
    }

    @Override
    public String toString() {
        return "ApiKey[" + id + "]";
    }
}
