package io.naru.control.login;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.naru.control.http.Refusal;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/// The half of a log-in that was right: who gave the password, for as long as it takes to type a code. It opens nothing
/// by itself.
@Singleton
class Challenges {
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    /// Keeps it from being taken for a session's token, which the same key signs.
    private static final String AUDIENCE = "second-factor";

    private final SessionKey key;

    Challenges(SessionKey key) {
        this.key = key;
    }

    record Challenge(String text, Instant expiresAt) {}

    Challenge of(String person) {
        Instant expiresAt = Instant.now().plus(LIFETIME);
        SignedJWT jwt = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .audience(AUDIENCE)
                        .subject(person)
                        .expirationTime(Date.from(expiresAt))
                        .build());
        try {
            jwt.sign(new MACSigner(key.bytes()));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return new Challenge(jwt.serialize(), expiresAt);
    }

    /// Who gave the password; refuses a challenge that is not ours or is over.
    String personOf(String challenge) {
        try {
            SignedJWT jwt = SignedJWT.parse(challenge);
            if (jwt.verify(new MACVerifier(key.bytes()))) {
                JWTClaimsSet claims = jwt.getJWTClaimsSet();
                Date expires = claims.getExpirationTime();
                if (claims.getAudience().contains(AUDIENCE)
                        && expires != null
                        && expires.toInstant().isAfter(Instant.now())) {
                    return claims.getSubject();
                }
            }
        } catch (ParseException | JOSEException notOurs) {
            throw over();
        }
        throw over();
    }

    private static Refusal over() {
        return Refusal.field(
                "/challenge", "This log-in took longer than five minutes, or was never begun. Begin again.");
    }
}
