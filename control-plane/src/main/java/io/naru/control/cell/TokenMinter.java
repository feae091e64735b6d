package io.naru.control.cell;

import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.UUID;

/// Signs the short-lived tokens with which the control plane acts for a principal of a cluster (JWT,
/// EdDSA over Ed25519, RFC 8037). A token carries no rights; those come from desired state, where they
/// are the grantee's: the principal's, or a key's own.
public final class TokenMinter {
    static final Duration LIFETIME = Duration.ofMinutes(5);

    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    /// How the brokers name the key they were given in their own configuration.
    private static final String ROOT_KEY_ID = "root";

    private final PrivateKey privateKey;
    private final String cellId;

    private TokenMinter(PrivateKey privateKey, String cellId) {
        this.privateKey = privateKey;
        this.cellId = cellId;
    }

    /// Reads the private key whose public half the brokers have.
    ///
    /// @throws IllegalArgumentException when the text is not an Ed25519 private key in PEM (PKCS#8)
    public static TokenMinter of(String pem, String cellId) {
        try {
            String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
            PKCS8EncodedKeySpec spec =
                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64));
            return new TokenMinter(KeyFactory.getInstance("Ed25519").generatePrivate(spec), cellId);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an Ed25519 private key", e);
        }
    }

    record Token(String value, Instant issuedAt, Instant expiresAt) {}

    Token mint(String lkc, String principal, String grantee) {
        Instant now = Instant.now();
        Instant expires = now.plus(LIFETIME);
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer("naru")
                .audience(cellId)
                .subject(principal)
                .claim("lkc", lkc)
                .claim("grantee", grantee)
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(expires))
                .build();
        String header = "{\"alg\":\"EdDSA\",\"typ\":\"JWT\",\"kid\":\"" + ROOT_KEY_ID + "\"}";
        String signed = encode(header) + "." + encode(claims.toString());
        return new Token(
                signed + "." + URL.encodeToString(sign(signed.getBytes(StandardCharsets.US_ASCII))), now, expires);
    }

    private byte[] sign(byte[] bytes) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(privateKey);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("signing with Ed25519", e);
        }
    }

    private static String encode(String text) {
        return URL.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
