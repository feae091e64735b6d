package io.naru.control.seal;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Seals secrets that must be read again (of authenticators, of clients at identity providers) by
/// AES-256-GCM (JWE, RFC 7516): a copy of the database alone does not tell them. The same on all instances
/// because it is derived from the key they share.
public final class SealKey {
    private final SecretKeySpec key;

    private SealKey(SecretKeySpec key) {
        this.key = key;
    }

    public static SealKey derivedFrom(String sharedSecret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(sharedSecret.strip().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] derived = mac.doFinal("naru second factor 1".getBytes(StandardCharsets.UTF_8));
            return new SealKey(new SecretKeySpec(derived, "AES"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256", e);
        }
    }

    public String sealed(String text) {
        JWEObject sealed = new JWEObject(new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM), new Payload(text));
        try {
            sealed.encrypt(new DirectEncrypter(key));
            return sealed.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public String opened(String sealed) {
        try {
            JWEObject parsed = JWEObject.parse(sealed);
            parsed.decrypt(new DirectDecrypter(key));
            return parsed.getPayload().toString();
        } catch (JOSEException | ParseException e) {
            throw new IllegalStateException("a secret was sealed by another key than this installation's", e);
        }
    }
}
