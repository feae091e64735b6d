package io.naru.control.access;

/// Something a caller may do. The wire form is what `GET /api/v1/me` lists.
public enum Right {
    ORGANIZATION_MANAGE("organization.manage"),
    MEMBERS_MANAGE("members.manage"),
    AUDIT_READ("audit.read"),
    USAGE_READ("usage.read"),
    SERVICE_ACCOUNTS_MANAGE("service_accounts.manage"),
    ROLE_BINDINGS_MANAGE("role_bindings.manage"),
    API_KEYS_MANAGE("api_keys.manage"),
    ENVIRONMENTS_MANAGE("environments.manage"),
    CLUSTERS_MANAGE("clusters.manage"),
    TOPICS_MANAGE("topics.manage"),
    MESSAGES_READ("messages.read"),
    MESSAGES_WRITE("messages.write"),
    MESSAGES_DOWNLOAD("messages.download"),
    GROUPS_READ("groups.read"),
    GROUPS_MANAGE("groups.manage"),
    METRICS_READ("metrics.read");

    private final String wire;

    Right(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }
}
