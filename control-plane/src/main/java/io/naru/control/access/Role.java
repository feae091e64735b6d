package io.naru.control.access;

import static io.naru.control.access.Right.GROUPS_MANAGE;
import static io.naru.control.access.Right.GROUPS_READ;
import static io.naru.control.access.Right.MESSAGES_DOWNLOAD;
import static io.naru.control.access.Right.MESSAGES_READ;
import static io.naru.control.access.Right.MESSAGES_WRITE;
import static io.naru.control.access.Right.METRICS_READ;
import static io.naru.control.access.Right.TOPICS_MANAGE;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The roles of users and keys, each with its rights. Declared from the least to the most: a principal with several
/// keys has the
/// greatest of their roles when it comes with a token.
public enum Role {
    DEVELOPER_READ("DeveloperRead"),
    DEVELOPER_WRITE("DeveloperWrite"),
    DEVELOPER_MANAGE("DeveloperManage"),
    CLUSTER_ADMIN("ClusterAdmin"),
    ORGANIZATION_ADMIN("OrganizationAdmin");

    public static final List<Role> CLUSTER_ROLES =
            List.of(CLUSTER_ADMIN, DEVELOPER_MANAGE, DEVELOPER_WRITE, DEVELOPER_READ);

    private final String wire;

    Role(String wire) {
        this.wire = wire;
    }

    /// The name on the wire and in tables.
    public String wire() {
        return wire;
    }

    public Set<Right> rights() {
        return switch (this) {
            case DEVELOPER_READ -> Set.of(MESSAGES_READ, GROUPS_READ, METRICS_READ);
            case DEVELOPER_WRITE -> Set.of(MESSAGES_READ, MESSAGES_WRITE, GROUPS_READ, METRICS_READ);
            case DEVELOPER_MANAGE, CLUSTER_ADMIN ->
                Set.of(
                        TOPICS_MANAGE,
                        MESSAGES_READ,
                        MESSAGES_WRITE,
                        MESSAGES_DOWNLOAD,
                        GROUPS_READ,
                        GROUPS_MANAGE,
                        METRICS_READ);
            case ORGANIZATION_ADMIN -> Set.of(Right.values());
        };
    }

    public static Optional<Role> of(String wire) {
        return Arrays.stream(values()).filter(role -> role.wire.equals(wire)).findFirst();
    }
}
