package io.naru.broker.tenancy;

import io.naru.broker.tenancy.desired.Verifier;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Writes what the control plane would write to `__naru_desired`.
public final class DesiredTopic {
    private static final byte[] SALT = "salt".getBytes(StandardCharsets.UTF_8);

    public final FakeSystemTopic topic = new FakeSystemTopic();

    public DesiredTopic cluster(String lkc, long version, String status) {
        put("lkc", lkc, version, """
                {"organization_id":"o","environment_id":"env-1","name":"n","status":"%s","deleting_since_ms":7}""".formatted(status));
        return this;
    }

    public DesiredTopic key(String id, long version, String lkc, String secret, String role) {
        return key(id, version, lkc, secret, role, "ACTIVE", Long.MAX_VALUE);
    }

    public DesiredTopic revokedKey(String id, long version, String lkc, String secret) {
        return key(id, version, lkc, secret, "ClusterAdmin", "REVOKED", Long.MAX_VALUE);
    }

    public DesiredTopic key(
            String id, long version, String lkc, String secret, String role, String status, long expiresMs) {
        String verifier = """
                {"algorithm":"SHA-256","salt":"%s","hash":"%s"}""".formatted(base64(SALT), base64(Verifier.hash(SALT, secret)));
        put("api_key", id, version, """
                {"lkc":"%s","principal":"sa-1","role":%s,"status":"%s","verifiers":[%s],"expires_ms":%d}""".formatted(
                        lkc, role == null ? "null" : '"' + role + '"', status, verifier, expiresMs));
        return this;
    }

    public DesiredTopic role(String lkc, String principal, long version, String role) {
        put("role", lkc + "/" + principal, version, """
                {"lkc":"%s","principal":"%s","role":"%s"}""".formatted(lkc, principal, role));
        return this;
    }

    public DesiredTopic tokenKey(String kid, long version, byte[] publicKey, byte[] signature, String status) {
        put("token_key", kid, version, """
                {"algorithm":"EdDSA","public_key":"%s","root_signature":"%s","status":"%s"}""".formatted(base64(publicKey), base64(signature), status));
        return this;
    }

    public void put(String kind, String id, long version, String state) {
        topic.put(kind + "/" + id, """
                {"v":1,"kind":"%s","id":"%s","version":%d,"relay_epoch":1,"state":%s}""".formatted(kind, id, version, state));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
