package io.naru.broker.tenancy;

import java.util.Set;

/// The roles a key or a principal carries in its logical cluster, each with what the ones after it allow, as
/// `ClusterRole` of the HTTP API says. A principal without one has no right at all.
public enum Role {
    CLUSTER_ADMIN("ClusterAdmin", Right.values()),
    DEVELOPER_MANAGE("DeveloperManage", Right.DESCRIBE, Right.READ, Right.WRITE, Right.MANAGE),
    DEVELOPER_WRITE("DeveloperWrite", Right.DESCRIBE, Right.READ, Right.WRITE),
    DEVELOPER_READ("DeveloperRead", Right.DESCRIBE, Right.READ);

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // a copy nobody can change
    private final Set<Right> rights;

    Role(String label, Right... rights) {
        this.label = label;
        this.rights = Set.of(rights);
    }

    /// The name used in records and in the management API.
    public String label() {
        return label;
    }

    public Set<Right> rights() {
        return rights;
    }

    /// What the role of that label allows; nothing for a role of a later release.
    public static Set<Right> rightsOf(String label) {
        for (Role role : values()) {
            if (role.label.equals(label)) {
                return role.rights;
            }
        }
        return Set.of();
    }
}
