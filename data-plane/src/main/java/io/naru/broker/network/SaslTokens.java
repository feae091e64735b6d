package io.naru.broker.network;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// What clients send as their SASL token, taken apart.
sealed interface SaslTokens {
    String PLAIN = "PLAIN";
    String OAUTHBEARER = "OAUTHBEARER";

    record Plain(String user, String secret) implements SaslTokens {
        @Override
        public String toString() {
            return "Plain[user=" + user + "]";
        }
    }

    record Bearer(String token) implements SaslTokens {
        @Override
        public String toString() {
            return "Bearer";
        }
    }

    /// Not a token of its mechanism; the reason is for the client.
    record Invalid(String reason) implements SaslTokens {}

    static SaslTokens read(String mechanism, byte[] token) {
        String text = new String(token, StandardCharsets.UTF_8);
        return mechanism.equals(PLAIN) ? plain(text) : bearer(text);
    }

    /// RFC 4616: `[authzid] NUL authcid NUL passwd`.
    private static SaslTokens plain(String text) {
        List<String> parts = List.of(text.split("\0", -1));
        if (parts.size() != 3) {
            return new Invalid("Authentication failed: a PLAIN token has 3 parts, this one " + parts.size());
        }
        String user = parts.get(1);
        String secret = parts.get(2);
        if (user.isEmpty() || secret.isEmpty()) {
            return new Invalid("Authentication failed: username and password must be given");
        }
        if (!parts.get(0).isEmpty() && !parts.get(0).equals(user)) {
            return new Invalid("Authentication failed: the authorization id differs from the username");
        }
        return new Plain(user, secret);
    }

    /// RFC 7628, 3.1: `n,[a=authzid],^Aauth=Bearer TOKEN^A[name=value^A]*^A`.
    private static SaslTokens bearer(String text) {
        String scheme = "auth=Bearer ";
        for (String pair : text.split("\u0001", -1)) {
            if (pair.regionMatches(true, 0, scheme, 0, scheme.length())) {
                String token = pair.substring(scheme.length()).strip();
                if (!token.isEmpty()) {
                    return new Bearer(token);
                }
            }
        }
        return new Invalid("Authentication failed: no bearer token in the OAUTHBEARER message");
    }
}
