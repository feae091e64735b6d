package io.naru.control.idempotency;

import io.micronaut.http.HttpRequest;
import io.naru.control.access.Caller;
import io.naru.control.access.Tenant;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/// A request that makes something, and one attempt to carry it out.
///
/// @param name of the request among those of its tenant: a hash, since what callers send as a key is theirs alone
/// @param words who sent it and the key that only they know; the kept answer is sealed with them
/// @param request hash of method, path and body
/// @param attempt tells one try from another that took its place
record Asked(Tenant tenant, String name, String words, byte[] request, String attempt) {
    static Asked of(Caller caller, String key, HttpRequest<?> request, byte[] body) {
        String words = caller.grantee() + "\n" + key;
        byte[] name = hash("", words.getBytes(StandardCharsets.UTF_8));
        return new Asked(
                caller.tenant(),
                HexFormat.of().formatHex(name),
                words,
                hash(request.getMethodName() + " " + request.getPath() + "\n", body),
                UUID.randomUUID().toString());
    }

    private static byte[] hash(String head, byte[] rest) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(head.getBytes(StandardCharsets.UTF_8));
            return digest.digest(rest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
