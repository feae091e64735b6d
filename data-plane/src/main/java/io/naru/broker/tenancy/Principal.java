package io.naru.broker.tenancy;

/// Who speaks on a connection. Names, ids and offsets are looked up inside `cluster` and nowhere else.
///
/// @param cluster the logical cluster, `lkc-…`; [#SYSTEM_CLUSTER] for the cell's own traffic
/// @param name the service account or user, `sa-…` or `u-…`
/// @param grantee whose role record counts for a token: the principal, or the API key with a role of its
/// own that it speaks for
/// @param credential the API key's id, or `kid/jti` of a token; for audit, last use and revocation
public record Principal(String cluster, String name, String grantee, String credential) {
    public static final String SYSTEM_CLUSTER = "system";

    /// The cell itself: brokers and the control plane on the system listener.
    public static final Principal CELL = new Principal(SYSTEM_CLUSTER, "cell", "cell");

    public Principal(String cluster, String name, String credential) {
        this(cluster, name, name, credential);
    }

    public boolean isSystem() {
        return cluster.equals(SYSTEM_CLUSTER);
    }

    /// Names the key that signed the caller's token; empty for an API key.
    public String tokenKid() {
        int slash = credential.indexOf('/');
        return slash < 0 ? "" : credential.substring(0, slash);
    }
}
