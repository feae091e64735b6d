package io.naru.broker.tenancy;

import java.util.EnumSet;
import java.util.Set;

/// The roles a key or a principal carries in its logical cluster. A principal without one has no right at all.
public enum Role {
    CLUSTER_ADMIN("ClusterAdmin", EnumSet.allOf(Right.class)),
    DEVELOPER_MANAGE("DeveloperManage", EnumSet.of(Right.DESCRIBE, Right.MANAGE)),
    DEVELOPER_WRITE("DeveloperWrite", EnumSet.of(Right.DESCRIBE, Right.WRITE)),
    DEVELOPER_READ("DeveloperRead", EnumSet.of(Right.DESCRIBE, Right.READ));

    private final String label;
    private final Set<Right> rights;

    Role(String label, Set<Right> rights) {
        this.label = label;
        this.rights = Set.copyOf(rights);
    }

    /// The name used in records and in the management API.
    public String label() {
        return label;
    }

    public Set<Right> rights() {
        return rights;
    }
}
