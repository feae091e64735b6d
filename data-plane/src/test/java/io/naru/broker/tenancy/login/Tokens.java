package io.naru.broker.tenancy.login;

import io.naru.broker.tenancy.TenancyOnOneThread;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// Makes tokens as the control plane does, and as an attacker would.
final class Tokens {
    private final Map<String, Object> header = new LinkedHashMap<>();
    private final Map<String, Object> claims = new LinkedHashMap<>();

    private Tokens(long nowMs) {
        long now = nowMs / 1_000;
        header.put("alg", "EdDSA");
        header.put("kid", "root");
        claims.put("iss", "naru");
        claims.put("aud", TenancyOnOneThread.CELL);
        claims.put("lkc", "lkc-1");
        claims.put("sub", "u-1");
        claims.put("jti", "j-1");
        claims.put("iat", now);
        claims.put("exp", now + 300);
    }

    static Tokens good(long nowMs) {
        return new Tokens(nowMs);
    }

    static KeyPair keyPair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] sign(PrivateKey key, byte[] content) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    Tokens header(String name, Object value) {
        header.put(name, value);
        return this;
    }

    Tokens claim(String name, Object value) {
        claims.put(name, value);
        return this;
    }

    Tokens without(String name) {
        claims.remove(name);
        return this;
    }

    String content() {
        return encode(json(header)) + "." + encode(json(claims));
    }

    String signedBy(PrivateKey key) {
        String content = content();
        return content + "." + base64(sign(key, content.getBytes(StandardCharsets.US_ASCII)));
    }

    static String encode(String json) {
        return base64(json.getBytes(StandardCharsets.UTF_8));
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String json(Map<String, Object> members) {
        return members.entrySet().stream()
                .map(member -> '"' + member.getKey() + "\":" + text(member.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String text(Object value) {
        return value instanceof String string && !string.startsWith("[") ? '"' + string + '"' : value.toString();
    }
}
