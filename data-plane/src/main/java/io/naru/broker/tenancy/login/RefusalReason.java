package io.naru.broker.tenancy.login;

/// Why somebody was not let in: for the owner's audit, never for the one who knocks.
public enum RefusalReason {
    UNKNOWN_KEY("unknown key"),
    WRONG_SECRET("wrong secret"),
    REVOKED("revoked"),
    EXPIRED("expired"),
    CLUSTER_NOT_ACTIVE("the cluster is deleted"),
    WRONG_DOOR("not for this listener"),
    BAD_TOKEN("bad token");

    private final String label;

    RefusalReason(String label) {
        this.label = label;
    }

    /// As the owner reads it.
    public String label() {
        return label;
    }
}
