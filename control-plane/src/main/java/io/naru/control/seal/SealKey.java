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
import java.text.ParseException;

/// Seals what must be read again (secrets of authenticators, of clients at identity providers, kept answers) by
/// AES-256-GCM (JWE, RFC 7516): a copy of the database alone does not tell it. The same on all instances.
public final class SealKey {
    private final byte[] key;

    private SealKey(byte[] key) {
        this.key = key;
    }

    public static SealKey derivedFrom(String sharedSecret) {
        return new SealKey(DerivedKey.of(sharedSecret, "naru second factor 1"));
    }

    /// A key that needs these words too, so that this one alone opens nothing of it.
    public SealKey with(String words) {
        return new SealKey(DerivedKey.of(key, words));
    }

    public String sealed(String text) {
        return sealed(text.getBytes(StandardCharsets.UTF_8));
    }

    public String sealed(byte[] content) {
        JWEObject sealed =
                new JWEObject(new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM), new Payload(content));
        try {
            sealed.encrypt(new DirectEncrypter(key));
            return sealed.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public String opened(String sealed) {
        return new String(openedBytes(sealed), StandardCharsets.UTF_8);
    }

    public byte[] openedBytes(String sealed) {
        try {
            JWEObject parsed = JWEObject.parse(sealed);
            parsed.decrypt(new DirectDecrypter(key));
            return parsed.getPayload().toBytes();
        } catch (JOSEException | ParseException e) {
            throw new IllegalStateException("this was sealed by another key than this installation's", e);
        }
    }
}
