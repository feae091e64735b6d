package io.naru.broker.tenancy.login;

import io.naru.broker.systemtopic.JsonObject;
import io.naru.broker.systemtopic.MalformedJson;
import io.naru.broker.tenancy.Principal;
import io.naru.broker.tenancy.desired.DesiredState;
import io.naru.broker.tenancy.desired.TokenKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the control plane's tokens: a JWT in compact form (RFC 7519) signed with Ed25519 (RFC 8037) and
/// nothing else. A token says who somebody is, never what he may do.
final class TokenVerifier {
    static final String ROOT_KID = "root";

    private static final String ISSUER = "naru";
    private static final String ALGORITHM = "Ed25519";
    private static final int LONGEST_TOKEN = 4_096;
    private static final long LONGEST_LIFE_MS = Duration.ofMinutes(5).toMillis();
    private static final long CLOCK_SKEW_MS = Duration.ofSeconds(30).toMillis();
    private static final long LATEST_SECONDS = 1L << 40;
    private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern SUBJECT = Pattern.compile("(u|sa)-[A-Za-z0-9-]{1,64}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    private final String cellId;
    private final @Nullable PublicKey rootKey;

    /// Public keys whose root signature has been looked at, by kid; at most one a token key of desired
    /// state.
    private final Map<String, Examined> examined = new ConcurrentHashMap<>();

    TokenVerifier(String cellId, @Nullable PublicKey rootKey) {
        this.cellId = cellId;
        this.rootKey = rootKey;
    }

    sealed interface Verdict {
        /// Signed by a good key, for this cell, in time.
        ///
        /// @param expiresMs milliseconds since the epoch
        record Genuine(Principal principal, long expiresMs) implements Verdict {}

        /// No desired state could make the token good.
        record Bogus(String why) implements Verdict {}

        /// Signed by a key that desired state does not know as it stands.
        record UnknownKey(String why) implements Verdict {}
    }

    /// What came out of looking at a token key.
    ///
    /// @param key null when its root signature or form is wrong
    private record Examined(TokenKey tokenKey, @Nullable PublicKey key) {
        boolean isOf(TokenKey other) {
            return Arrays.equals(tokenKey.publicKey(), other.publicKey())
                    && Arrays.equals(tokenKey.rootSignature(), other.rootSignature());
        }
    }

    Verdict verify(String token, DesiredState state, long nowMs) {
        String[] parts = token.length() > LONGEST_TOKEN ? new String[0] : token.split("\\.", -1);
        if (parts.length != 3) {
            return new Verdict.Bogus("The token is not a JWT in compact form.");
        }
        try {
            JsonObject header = JsonObject.parse(decode(parts[0]));
            if (!header.string("alg").equals("EdDSA") || header.has("crit")) {
                return new Verdict.Bogus("The token is not signed with EdDSA.");
            }
            String kid = header.string("kid");
            PublicKey key = key(kid, state);
            if (key == null) {
                return new Verdict.UnknownKey("The token is signed by a key that is not known here.");
            }
            byte[] signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
            if (!isSigned(key, signed, decode(parts[2]))) {
                return new Verdict.Bogus("The token's signature is wrong.");
            }
            return claims(JsonObject.parse(decode(parts[1])), kid, nowMs);
        } catch (MalformedJson e) {
            return new Verdict.Bogus("The token is malformed.");
        }
    }

    private Verdict claims(JsonObject claims, String kid, long nowMs) throws MalformedJson {
        List<String> audience = claims.isArray("aud") ? claims.strings("aud") : List.of(claims.string("aud"));
        if (!claims.string("iss").equals(ISSUER) || !audience.contains(cellId)) {
            return new Verdict.Bogus("The token is not meant for this cell.");
        }
        String cluster = claims.string("lkc");
        String subject = claims.string("sub");
        String jti = claims.string("jti");
        boolean named =
                NAME.matcher(cluster).matches() && SUBJECT.matcher(subject).matches();
        if (!named || !NAME.matcher(jti).matches() || cluster.equals(Principal.SYSTEM_CLUSTER)) {
            return new Verdict.Bogus("The token does not name a principal of a logical cluster.");
        }
        String grantee = claims.has("grantee") ? claims.string("grantee") : subject;
        if (!NAME.matcher(grantee).matches()) {
            return new Verdict.Bogus("The token does not name a grantee of a role.");
        }
        long issuedMs = milliseconds(claims, "iat");
        long expiresMs = milliseconds(claims, "exp");
        if (expiresMs <= issuedMs || expiresMs - issuedMs > LONGEST_LIFE_MS) {
            return new Verdict.Bogus("The token is to live longer than 300 seconds.");
        }
        if (issuedMs > nowMs + CLOCK_SKEW_MS) {
            return new Verdict.Bogus("The token is not valid yet: compare the clocks.");
        }
        if (expiresMs + CLOCK_SKEW_MS <= nowMs) {
            return new Verdict.Bogus("The token has expired: get a new one.");
        }
        return new Verdict.Genuine(new Principal(cluster, subject, grantee, kid + "/" + jti), expiresMs);
    }

    private static long milliseconds(JsonObject claims, String name) throws MalformedJson {
        long seconds = claims.number(name);
        if (seconds < 0 || seconds > LATEST_SECONDS) {
            throw new MalformedJson("the member `" + name + "` is not a time in seconds");
        }
        return seconds * 1_000;
    }

    private @Nullable PublicKey key(String kid, DesiredState state) {
        if (rootKey == null) {
            return null;
        }
        if (kid.equals(ROOT_KID)) {
            return rootKey;
        }
        TokenKey known = state.tokenKeys().get(kid);
        if (known == null || !known.active() || !NAME.matcher(kid).matches()) {
            return null;
        }
        Examined last = examined.get(kid);
        if (last == null || !last.isOf(known)) {
            last = new Examined(known, examine(known, rootKey));
            examined.keySet().retainAll(state.tokenKeys().keySet());
            examined.put(kid, last);
        }
        return last.key();
    }

    private static @Nullable PublicKey examine(TokenKey candidate, PublicKey rootKey) {
        if (!isSigned(rootKey, candidate.publicKey(), candidate.rootSignature())) {
            return null;
        }
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(candidate.publicKey()));
        } catch (GeneralSecurityException e) {
            return null;
        }
    }

    private static boolean isSigned(PublicKey key, byte[] content, byte[] signature) {
        try {
            Signature verification = Signature.getInstance(ALGORITHM);
            verification.initVerify(key);
            verification.update(content);
            return verification.verify(signature);
        } catch (GeneralSecurityException e) {
            // Not a signature of this algorithm at all, or not a key for it: it proves nothing.
            return false;
        }
    }

    private static byte[] decode(String part) throws MalformedJson {
        if (!BASE64URL.matcher(part).matches()) {
            throw new MalformedJson("a part is not base64url");
        }
        try {
            return Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException e) {
            throw new MalformedJson("a part is not base64url");
        }
    }
}
